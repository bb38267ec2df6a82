import {fileKey, photoSizes} from './photo-files.ts';
import type {Office} from '../office/office.ts';

/** So many photos are asked of storage at once. */
const atOnce = 500;

/**
 * Deletes files that belong to no photo: what a process leaves that ends between writing a photo and committing it. A file
 * is deleted when two sweeps in a row find it so, since the photo of the first may only be about to be committed.
 */
export class FileSweeper {
  readonly #office: Office;
  #suspects: ReadonlySet<string> = new Set();

  constructor(office: Office) {
    this.#office = office;
  }

  async sweep(organizationIds: readonly string[]): Promise<void> {
    const {photos, log} = this.#office;
    if (!photos) return;
    const strays = new Set<string>();
    for (const id of organizationIds) for (const key of await this.#straysOf(id)) strays.add(key);
    const left = [...strays].filter(key => this.#suspects.has(key));
    for (const key of left) await photos.files.remove(key);
    this.#suspects = strays;
    if (left.length > 0)
      log('info', 'Files of photos that were never kept were deleted', {count: left.length});
  }

  async #straysOf(organizationId: string): Promise<string[]> {
    const strays: string[] = [];
    let page: string[] = [];
    const judge = async () => {
      const kept = await this.#keptOf(organizationId, page);
      strays.push(...page.filter(key => !kept.has(key)));
      page = [];
    };
    for await (const key of this.#office.photos!.files.list(`${organizationId}/`)) {
      page.push(key);
      if (page.length >= atOnce) await judge();
    }
    await judge();
    return strays;
  }

  async #keptOf(organizationId: string, keys: readonly string[]): Promise<Set<string>> {
    const ids = [...new Set(keys.map(key => key.split('/')[1] ?? ''))];
    const rows = await this.#office.storage.transaction(tx => tx.photos.getMany(organizationId, ids));
    return new Set(rows.flatMap(row => photoSizes.map(size => fileKey(organizationId, row.id, size))));
  }
}
