export {memoryStorage} from './storage/memory-storage.ts';
export {StorageConflict} from './storage/storage.ts';
export type {Storage, Transaction} from './storage/storage.ts';
