import {KeptStore} from '../kept-store.ts';
import type {PictureStorage} from './picture-storage.ts';

/**
 * Keeps pictures in the browser's database: they outlive the page.
 *
 * @param name one for each person who signs in on this device, so that nobody sees another's day: `day-mem_…`.
 */
export function indexedDbPictures({name}: {name: string}): PictureStorage {
  const store = new KeptStore(name, 'pictures');
  return {
    read: key => store.run('readonly', pictures => pictures.get(key) as IDBRequest<unknown>),
    write: async (key, picture) =>
      void (await store.run('readwrite', pictures => pictures.put(picture, key))),
    clear: () => store.run('readwrite', pictures => pictures.clear()),
  };
}
