import {en} from './en.ts';

/** What the import of orders says beside the common words. */
export const importBook = {
  en,
  load: {
    de: async () => (await import('./de.ts')).de,
    es: async () => (await import('./es.ts')).es,
    ar: async () => (await import('./ar.ts')).ar,
  },
};
