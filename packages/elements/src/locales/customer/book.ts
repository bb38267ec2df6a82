import {en} from './en.ts';

/** What a customer's forms say beside the common words. */
export const customerBook = {
  en,
  load: {
    de: async () => (await import('./de.ts')).de,
    es: async () => (await import('./es.ts')).es,
    ar: async () => (await import('./ar.ts')).ar,
  },
};
