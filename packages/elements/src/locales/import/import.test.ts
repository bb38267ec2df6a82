import {expect} from 'chai';
import {importBook} from './book.ts';

const placesOf = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();

describe('the words of the import', () => {
  for (const [language, load] of Object.entries(importBook.load)) {
    it(`are all there in ${language}, with the same values in them`, async () => {
      const words: Record<string, string> = await load();
      expect(Object.keys(words).sort()).to.deep.equal(Object.keys(importBook.en).sort());
      for (const [key, english] of Object.entries(importBook.en)) {
        expect(placesOf(words[key]!), key).to.deep.equal(placesOf(english));
        expect(words[key], key).to.match(/\S/);
      }
    });
  }
});
