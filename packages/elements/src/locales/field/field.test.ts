import {expect} from 'chai';
import {fieldBook} from './book.ts';

const placesOf = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();

describe('the words for the people who do the work', () => {
  for (const [language, load] of Object.entries(fieldBook.load)) {
    it(`are all there in ${language}, with the same values in them`, async () => {
      const words: Record<string, string> = await load();
      expect(Object.keys(words).sort()).to.deep.equal(Object.keys(fieldBook.en).sort());
      for (const [key, english] of Object.entries(fieldBook.en)) {
        expect(placesOf(words[key]!), key).to.deep.equal(placesOf(english));
        expect(words[key], key).to.match(/\S/);
      }
    });
  }
});
