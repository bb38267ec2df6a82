import type {PictureStorage} from './picture-storage.ts';

const store = 'pictures';

/**
 * Keeps pictures in the browser's database: they outlive the page.
 *
 * @param name one for each person who signs in on this device, so that nobody sees another's day: `day-mem_…`.
 */
export function indexedDbPictures({name}: {name: string}): PictureStorage {
  let database: Promise<IDBDatabase> | undefined;
  const run = async <T>(mode: IDBTransactionMode, work: (pictures: IDBObjectStore) => IDBRequest<T>) => {
    database ??= open(name);
    const opened = await database.catch((error: unknown) => {
      database = undefined;
      throw error;
    });
    opened.onclose = opened.onversionchange = () => {
      opened.close();
      database = undefined;
    };
    return settled(work(opened.transaction(store, mode).objectStore(store)));
  };
  return {
    read: key => run('readonly', pictures => pictures.get(key) as IDBRequest<unknown>),
    write: async (key, picture) => void (await run('readwrite', pictures => pictures.put(picture, key))),
    clear: () => run('readwrite', pictures => pictures.clear()),
  };
}

function open(name: string): Promise<IDBDatabase> {
  const request = indexedDB.open(`dispatch-kit ${name}`, 1);
  request.onupgradeneeded = () => void request.result.createObjectStore(store);
  return settled(request);
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  const {promise, resolve, reject} = Promise.withResolvers<T>();
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error!);
  return promise;
}
