import {expect} from 'chai';
import fc from 'fast-check';
import {fixedX, fixedY} from './fixed-mercator.ts';
import {FleetGrid} from './fleet-grid.ts';
import {FleetRows} from './fleet-rows.ts';

const context = {elapsedMs: 0, nowMs: 0, timeScale: 1, still: false};

describe('The grid of a fleet', () => {
  it('finds the same as one who looks at everybody, at any moment of their ways', () => {
    const degrees = fc.double({min: -0.01, max: 0.01, noNaN: true});
    const ways = fc.array(fc.tuple(degrees, degrees, degrees, degrees), {minLength: 1, maxLength: 40});
    const asked = fc.record({lat: degrees, lng: degrees, time: fc.integer({min: 0, max: 12_000})});
    // The middle of it all lies on the date line.
    const place = (lat: number, lng: number) => ({lat, lng: lng < 0 ? 180 + lng : lng - 180});
    fc.assert(
      fc.property(ways, asked, (all, {lat, lng, time}) => {
        const rows = new FleetRows(0);
        for (const [i, [fromLat, fromLng, toLat, toLng]] of all.entries()) {
          rows.sight(String(i), {...place(fromLat, fromLng), atMs: 0}, context);
          rows.sight(String(i), {...place(toLat, toLng), atMs: 10_000}, context);
        }
        const at = place(lat, lng);
        const [x, y, reach] = [fixedX(at.lng), fixedY(at.lat), 20_000];
        const far = all.map((_, i) => {
          const point = rows.pointAt(i, time);
          return Math.hypot((point.x - x) | 0, (point.y - y) | 0);
        });
        const least = Math.min(...far);
        const expected = least <= reach ? String(far.lastIndexOf(least)) : undefined;
        expect(new FleetGrid(rows).nearest(x, y, reach, time)).to.equal(expected);
      }),
    );
  });

  it('knows of new reports, and nobody in an empty fleet', () => {
    const rows = new FleetRows(0);
    const grid = new FleetGrid(rows);
    const [x, y] = [fixedX(10), fixedY(50)];
    expect(grid.nearest(x, y, 1_000, 0)).to.equal(undefined);
    rows.sight('mem_1', {lat: 50, lng: 10, atMs: 0}, context);
    expect(grid.nearest(x, y, 1_000, 0)).to.equal('mem_1');
    expect(grid.nearest(x + 2_000, y, 1_000, 0)).to.equal(undefined);
  });
});
