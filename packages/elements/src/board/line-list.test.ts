import {expect} from 'chai';
import {LineList} from './line-list.ts';

const rules = {
  placeOf: (line: number) => line,
  compare: (a: number, b: number) => a - b,
  pxOf: (line: number) => 10 + (line % 3),
};

describe('a list of lines', () => {
  it('stays in order and knows how tall it is, whatever comes and goes', () => {
    let seed = 11;
    const dice = (sides: number) => (seed = (seed * 48_271) % 2_147_483_647) % sides;
    const plain = new Set(Array.from({length: 900}, (_, at) => at * 4));
    const list = new LineList(rules, [...plain]);
    for (let round = 0; round < 3_000; round++) {
      const line = dice(4_000);
      if (plain.delete(line)) list.remove(line);
      else if (dice(3) > 0) list.add((plain.add(line), line), line);
      else list.remove(line);
      if (round % 100 > 0) continue;
      const sorted = [...plain].sort((a, b) => a - b);
      expect([...list]).to.deep.equal(sorted);
      expect(list.length).to.equal(sorted.length);
      expect(list.totalPx).to.equal(sorted.reduce((px, each) => px + rules.pxOf(each), 0));
      const at = dice(sorted.length);
      expect(list.at(at)).to.equal(sorted[at]);
      expect(list.indexOf(sorted[at]!)).to.equal(at);
      const abovePx = sorted.slice(0, at).reduce((px, each) => px + rules.pxOf(each), 0);
      expect(list.pxBefore(at)).to.equal(abovePx);
      expect(list.indexAtPx(abovePx)).to.equal(at);
      expect(list.indexAtPx(abovePx + 9)).to.equal(at);
    }
  });

  it('says of a place that is not taken where it would be, and of one below the end the last line', () => {
    const list = new LineList(rules, [10, 20, 30]);
    expect(list.indexOf(15)).to.equal(1);
    expect(list.indexOf(99)).to.equal(3);
    expect(list.indexAtPx(9_999)).to.equal(2);
    expect(list.at(3)).to.equal(undefined);
    expect(new LineList(rules).indexAtPx(5)).to.equal(0);
  });
});
