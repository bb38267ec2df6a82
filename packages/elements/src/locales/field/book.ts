import {en} from './en.ts';

/** What elements for the people who do the work say beside the common words. */
export const fieldBook = {
  en,
  load: {
    de: async () => (await import('./de.ts')).de,
    es: async () => (await import('./es.ts')).es,
    ar: async () => (await import('./ar.ts')).ar,
  },
};
