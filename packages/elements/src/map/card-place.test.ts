import {expect} from 'chai';
import fc from 'fast-check';
import {placeCard} from './card-place.ts';

const card = {width: 200, height: 120};
const room = {left: 0, top: 0, right: 800, bottom: 600};
const gap = 20;

describe('A card beside its marker', () => {
  it('stands above it, below it near the upper edge, and beside it where there is little height', () => {
    expect(placeCard({x: 400, y: 300}, card, room, {gap, side: undefined})).to.deep.equal({
      x: 300,
      y: 160,
      side: 'above',
    });
    expect(placeCard({x: 400, y: 100}, card, room, {gap, side: undefined}).side).to.equal('below');
    const low = {...room, bottom: 150};
    expect(placeCard({x: 400, y: 75}, card, low, {gap, side: undefined}).side).to.equal('right');
    expect(placeCard({x: 700, y: 75}, card, low, {gap, side: undefined}).side).to.equal('left');
  });

  it('stays on its side while there is room, so that it does not leap as its marker moves', () => {
    const at = {x: 400, y: 300};
    expect(placeCard(at, card, room, {gap, side: 'below'}).side).to.equal('below');
    expect(placeCard({x: 400, y: 590}, card, room, {gap, side: 'below'}).side).to.equal('above');
  });

  it('is whole in the room wherever the marker is, and hides it only where no side has room', () => {
    const number = fc.integer({min: -100, max: 900});
    fc.assert(
      fc.property(number, number, (x, y) => {
        const placed = placeCard({x, y}, card, room, {gap, side: undefined});
        expect(placed.x).to.be.within(0, 600);
        expect(placed.y).to.be.within(0, 480);
        const isHidden =
          x > placed.x && x < placed.x + card.width && y > placed.y && y < placed.y + card.height;
        expect(isHidden).to.equal(false);
      }),
    );
  });
});
