/** The same map, with reports that are kept, as any page keeps them, and that nobody looks at: drawn in each frame, or (`?control-4`) so many times a second. */
import {openMap} from './stage.ts';
import {startReports} from './traffic.ts';

const map = await openMap();
const rate = /control-(\d+)/.exec(location.search)?.[1];
map.repaint = rate === undefined;
for (let pictures = 0; pictures < 10 && !map.repaint; pictures++) {
  const next = map.once('render');
  map.triggerRepaint();
  await next;
}
if (Number(rate) > 0) setInterval(() => map.triggerRepaint(), 1000 / Number(rate));
startReports((_, byId) => Object.assign(globalThis, {byId}));
