import type {Office} from '../office/office.ts';
import type {PhotoRow} from '../storage/rows.ts';

export const photoSizes = ['full', 'thumbnail'] as const;
export type PhotoSize = (typeof photoSizes)[number];

/** Where the bytes of a photo lie. */
export function fileKey(organizationId: string, photoId: string, size: PhotoSize): string {
  return `${organizationId}/${photoId}/${size}.jpg`;
}

/** Deletes the bytes of photos whose rows are gone. What cannot be deleted now is logged, by its key. */
export async function dropFiles(
  office: Office,
  organizationId: string,
  rows: readonly PhotoRow[],
): Promise<void> {
  for (const key of rows.flatMap(row => photoSizes.map(size => fileKey(organizationId, row.id, size)))) {
    await office.photos?.files.remove(key).catch((error: unknown) => {
      office.log('error', 'A photo could not be deleted: delete it by hand', {key, error: String(error)});
    });
  }
}
