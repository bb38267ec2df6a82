import {expect} from 'chai';
import {officeBook} from './book.ts';

const placesOf = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();

describe('the words of an office', () => {
  for (const [language, load] of Object.entries(officeBook.load)) {
    it(`are all there in ${language}, with the same values in them`, async () => {
      const words: Record<string, string> = await load();
      expect(Object.keys(words).sort()).to.deep.equal(Object.keys(officeBook.en).sort());
      for (const [key, english] of Object.entries(officeBook.en)) {
        expect(placesOf(words[key]!), key).to.deep.equal(placesOf(english));
        expect(words[key], key).to.match(/\S/);
      }
    });
  }
});
