/**
 * One store in the browser's database, which outlives the page. It is opened when it is first needed, and again after it
 * could not be opened or another tab made it close.
 */
export class KeptStore {
  readonly #name: string;
  readonly #store: string;
  #database: Promise<IDBDatabase> | undefined;

  /** @param name of the database: one for each person who signs in on this device. */
  constructor(name: string, store: string) {
    this.#name = name;
    this.#store = store;
  }

  /** Does work in one transaction and answers what its request found, once all of it is kept: a full disk rejects. */
  async run<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    const transaction = (await this.#open()).transaction(this.#store, mode, {durability: 'strict'});
    const {promise, resolve, reject} = Promise.withResolvers<T>();
    const request = work(transaction.objectStore(this.#store));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error ?? new Error('Aborted.'));
    return promise;
  }

  async #open(): Promise<IDBDatabase> {
    this.#database ??= this.#opened();
    const database = await this.#database.catch((error: unknown) => {
      this.#database = undefined;
      throw error;
    });
    database.onclose = database.onversionchange = () => {
      database.close();
      this.#database = undefined;
    };
    return database;
  }

  #opened(): Promise<IDBDatabase> {
    const {promise, resolve, reject} = Promise.withResolvers<IDBDatabase>();
    const request = indexedDB.open(`dispatch-kit ${this.#name}`, 1);
    request.onupgradeneeded = () => void request.result.createObjectStore(this.#store);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error!);
    return promise;
  }
}
