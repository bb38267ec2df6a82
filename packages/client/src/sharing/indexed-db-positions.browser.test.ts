import {expect} from 'chai';
import {indexedDbPositions} from './indexed-db-positions.ts';

describe('places kept in the browser’s database', () => {
  it('are there when it is opened again, one name apart from another, and go when there are none', async () => {
    const name = `positions-${crypto.randomUUID()}`;
    const fix = {lat: 41.95, lng: -87.65, at: '2026-03-03T15:00:00.000Z'};
    expect(await indexedDbPositions({name}).load()).to.deep.equal([]);
    await indexedDbPositions({name}).save([fix]);
    expect(await indexedDbPositions({name}).load()).to.deep.equal([fix]);
    expect(await indexedDbPositions({name: `${name}-other`}).load()).to.deep.equal([]);
    await indexedDbPositions({name}).save([]);
    expect(await indexedDbPositions({name}).load()).to.deep.equal([]);
  });
});
