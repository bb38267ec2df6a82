import {en} from './en.ts';

/** What elements of an office say beside the common words. */
export const officeBook = {
  en,
  load: {
    de: async () => (await import('./de.ts')).de,
    es: async () => (await import('./es.ts')).es,
    ar: async () => (await import('./ar.ts')).ar,
  },
};
