import {fieldBook} from '../field/book.ts';
import {en} from './en.ts';

/** What a technician's phone says beside the words of the field. */
export const pocketBook = {
  en: {...fieldBook.en, ...en},
  load: {
    de: async () => ({...(await fieldBook.load.de()), ...(await import('./de.ts')).de}),
    es: async () => ({...(await fieldBook.load.es()), ...(await import('./es.ts')).es}),
    ar: async () => ({...(await fieldBook.load.ar()), ...(await import('./ar.ts')).ar}),
  },
};
