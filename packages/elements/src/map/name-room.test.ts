import {expect} from 'chai';
import fc from 'fast-check';
import {nameGap, namePixels, namesWithRoom} from './name-room.ts';
import type {NameSide} from './name-room.ts';

const radius = 13;
const at = (id: string, x: number, y: number, isSelected = false) => ({id, x, y, width: 80, isSelected});
type Markers = ReturnType<typeof at>[];
const none: ReadonlyMap<string, NameSide> = new Map();
const room = (markers: Markers, shown = none, side: NameSide = 'right') =>
  namesWithRoom(markers, {radius, width: 800, shown, side});
const told = (names: ReadonlyMap<string, NameSide>) =>
  [...names].map(([id, side]) => `${id} ${side}`).toSorted();

describe('Names beside the markers of a map', () => {
  it('stand where they hide no marker and no other name, on the other side where only that is free', () => {
    expect(told(room([at('a', 100, 100), at('b', 300, 100)]))).to.deep.equal(['a right', 'b right']);
    expect(told(room([at('a', 150, 100), at('b', 200, 100)]))).to.deep.equal(['a left', 'b right']);
    expect(told(room([at('a', 150, 100), at('b', 200, 100)], none, 'left'))).to.deep.equal([
      'a left',
      'b right',
    ]);
    expect(told(room([at('a', 100, 100), at('b', 100, 112)]))).to.deep.equal([]);
  });

  it('do not go past the edges of the map', () => {
    expect(told(room([at('a', 780, 100)]))).to.deep.equal(['a left']);
    expect(told(room([at('a', 30, 100)], none, 'left'))).to.deep.equal(['a right']);
  });

  it('are that of the selected one in any case, and of whom they were rather than of others', () => {
    expect(room([at('a', 100, 100), at('b', 112, 130), at('c', 100, 116, true)]).has('c')).to.equal(true);
    const both = [at('a', 100, 100), at('b', 100, 128)];
    expect([...room(both, new Map([['b', 'right']])).keys()]).to.deep.equal(['b', 'a']);
  });

  it('do not come, go or change sides while somebody trembles at the edge of a room', () => {
    const flickers = (y: number) => {
      let shown = none;
      let changes = 0;
      for (let step = 0; step < 40; step++) {
        const next = room([at('a', 100, 100), at('b', 100, y + (step % 2) * 8)], shown);
        if (step > 1 && told(next).join() !== told(shown).join()) changes += 1;
        shown = next;
      }
      return changes;
    };
    for (let y = 100; y < 160; y++) expect(flickers(y), `at ${y}`).to.equal(0);
  });

  it('change a few times at most, however the map is zoomed in and out again', () => {
    const place = fc.record({x: fc.integer({min: 0, max: 400}), y: fc.integer({min: 0, max: 300})});
    fc.assert(
      fc.property(fc.array(place, {minLength: 2, maxLength: 2}), places => {
        let shown = none;
        const turns = new Map<string, number>();
        const zooms = Array.from({length: 120}, (_, i) => 0.2 + (i < 60 ? i : 120 - i) / 20);
        for (const zoom of zooms) {
          const next = room(
            places.map(({x, y}, i) => at(String(i), x * zoom, y * zoom)),
            shown,
          );
          for (const id of ['0', '1'])
            if (next.get(id) !== shown.get(id)) turns.set(id, (turns.get(id) ?? 0) + 1);
          shown = next;
        }
        for (const [id, count] of turns) expect(count, id).to.be.at.most(8);
      }),
    );
  });

  it('overlap nothing where all of them are new', () => {
    const markers = Array.from({length: 24}, (_, i) => at(`m${i}`, (i * 331) % 797, (i * i * 53) % 499));
    const names = room(markers);
    const near = radius + nameGap;
    const boxes = markers.flatMap(({id, x, y, width}) => {
      const side = names.get(id);
      return side ? [{left: side === 'left' ? x - near - width : x + near, y}] : [];
    });
    expect(boxes.length).to.be.greaterThan(5);
    for (const [i, a] of boxes.entries())
      for (const b of boxes.slice(i + 1))
        expect(Math.abs(a.left - b.left) < 80 && Math.abs(a.y - b.y) < namePixels).to.equal(false);
  });
});
