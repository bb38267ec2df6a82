import {betweenReports, startReports} from '../traffic.ts';

/** Calls back in every frame with where everybody is drawn: longitudes and latitudes by turns, one report late. */
export function moveByScript(draw) {
  let [before, last] = [[], []];
  startReports(reports => ([before, last] = [last.length > 0 ? last : reports, reports]));
  const places = new Float64Array(last.length * 2);
  const frame = () => {
    requestAnimationFrame(frame);
    const share = betweenReports(performance.timeOrigin + performance.now());
    for (let i = 0; i < last.length; i++) {
      const [from, to] = [before[i], last[i]];
      places[2 * i] = from.lng + (to.lng - from.lng) * share;
      places[2 * i + 1] = from.lat + (to.lat - from.lat) * share;
    }
    draw(places);
  };
  requestAnimationFrame(frame);
  return last;
}
