import type {Page} from '../../e2e/browser.ts';
import type {Stage} from './stage.ts';

/** What the page's script of places is given. */
interface Asked {
  truth(driver: number, atMs: number): {lng: number; lat: number};
  batches: number[];
  agoMs(driver: number): number;
  fleetSize: number;
}

const zooms = [14, 15, 16];
/** The square that is looked at, with the marker in its middle. */
const lookedAtPixels = 60;
/** Reports that come so much sooner or later than others make no even motion. */
const unevenMs = 60;
/** So long a picture is waited for. */
const longestMs = 2_000;

/**
 * How far, in pixels, somebody is drawn from where he truly was one report ago: in the picture itself, of one who stands alone, on
 * a map that was put to him at a moment nobody chose. He is compared at the last moment at which that picture stood.
 */
export async function missedBy(page: Page, driver: number, moment: number): Promise<number | undefined> {
  const zoom = zooms[moment % zooms.length]!;
  return page.evaluate(
    async ({driver, zoom, unevenMs, longestMs, side}) => {
      const {map} = (globalThis as unknown as {stage: Stage}).stage;
      const traffic = '/traffic.js';
      const {truth, batches, agoMs, fleetSize} = (await import(traffic)) as Asked;
      const nowMs = () => performance.timeOrigin + performance.now();
      map!.jumpTo({center: truth(driver, nowMs()), zoom});
      // The markers have their new size after a moment.
      await new Promise(settled => setTimeout(settled, 700));
      const found = await nextPicture(look);
      return found && nextPicture(() => missedBy(found));

      /** What is seen as a picture is drawn that the map asks for by itself; undefined if it asks for none. */
      function nextPicture<T>(see: () => T): Promise<T | undefined> {
        return new Promise(seen => {
          const waits = setTimeout(() => seen(undefined), longestMs);
          void map!.once('render', () => {
            clearTimeout(waits);
            seen(see());
          });
        });
      }

      function look() {
        const at = rightAt();
        return at && isAlone(at.right, at.ms) ? middleAround(at.right.x, at.right.y) : undefined;
      }

      function missedBy(found: {x: number; y: number; radius: number}): number | undefined {
        const at = rightAt();
        if (!at) return undefined;
        const {right, ahead} = at;
        const turn = Math.hypot(ahead.x - right.x, ahead.y - right.y);
        // The point of the drop draws the middle of its surface ahead, by this share of its radius (areas and middles of kite and sector).
        const drawn = 0.0907 * found.radius;
        return Math.hypot(
          found.x - right.x - (drawn * (ahead.x - right.x)) / turn,
          found.y - right.y - (drawn * (ahead.y - right.y)) / turn,
        );
      }

      /** Where he should be drawn now, and where next; undefined where the machine keeps the reports back, since nobody can tell then. */
      function rightAt() {
        const gaps = batches.slice(-3).map((ms, i) => ms - batches.slice(-4)[i]!);
        if (Math.max(...gaps) - Math.min(...gaps) > unevenMs) return undefined;
        const [before, last] = [batches.at(-2)!, batches.at(-1)!];
        const ms = Math.min(last, nowMs() - (last - before)) - agoMs(driver);
        return {ms, right: map!.project(truth(driver, ms)), ahead: map!.project(truth(driver, ms + 100))};
      }

      /** Whether nobody else reaches into the pixels that are looked at. */
      function isAlone({x, y}: {x: number; y: number}, atMs: number): boolean {
        for (let other = 0; other < fleetSize; other++) {
          if (other === driver) continue;
          const at = map!.project(truth(other, atMs));
          if (Math.abs(at.x - x) < side && Math.abs(at.y - y) < side) return false;
        }
        return true;
      }

      /** The middle of what has the marker's colour around a point; undefined where more than one stands there. */
      function middleAround(x: number, y: number) {
        const gl = map!.getCanvas().getContext('webgl2')!;
        const [left, bottom] = [Math.round(x) - side / 2, gl.drawingBufferHeight - Math.round(y) - side / 2];
        const pixels = new Uint8Array(side * side * 4);
        gl.readPixels(left, bottom, side, side, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
        let [sumX, sumY, count] = [0, 0, 0];
        for (let i = 0; i < side * side; i++) {
          // What is nearer to its colour than to the white of the edge and the letters, by its blue; letters are in the middle of it.
          const isDark = pixels[4 * i + 2]! < 170;
          if (!isDark) continue;
          sumX += (i % side) + 0.5;
          sumY += Math.floor(i / side) + 0.5;
          count += 1;
        }
        const radius = Math.sqrt(count / (Math.PI + 0.277));
        if (count < 60 || radius > 14.5) return undefined;
        return {x: left + sumX / count, y: gl.drawingBufferHeight - bottom - sumY / count, radius};
      }
    },
    {driver, zoom, unevenMs, longestMs, side: lookedAtPixels},
  );
}
