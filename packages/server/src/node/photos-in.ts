import {join} from 'node:path';
import {folderFiles} from './folder-files.ts';
import type {ServerOptions} from '../options.ts';

/** Photos in a folder of an office, if sharp is installed to read and write them. */
export async function photosIn(dataDir: string): Promise<ServerOptions['photos']> {
  try {
    const {sharpImages} = await import('./sharp-images.ts');
    return {images: sharpImages(), files: folderFiles(join(dataDir, 'photos'))};
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}
