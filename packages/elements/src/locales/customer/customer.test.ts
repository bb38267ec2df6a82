import {expect} from 'chai';
import {customerBook} from './book.ts';

const placesOf = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();

describe('the words of a customer’s forms', () => {
  for (const [language, load] of Object.entries(customerBook.load)) {
    it(`are all there in ${language}, with the same values in them`, async () => {
      const words: Record<string, string> = await load();
      expect(Object.keys(words).sort()).to.deep.equal(Object.keys(customerBook.en).sort());
      for (const [key, english] of Object.entries(customerBook.en)) {
        expect(placesOf(words[key]!), key).to.deep.equal(placesOf(english));
        expect(words[key], key).to.match(/\S/);
      }
    });
  }
});
