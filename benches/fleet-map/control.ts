/** The same map, with reports that nobody looks at: drawn again and again, or (`?still`) only once. */
import {openMap} from './stage.ts';
import {startReports} from './traffic.ts';

const map = await openMap();
map.repaint = !location.search.includes('still');
for (let pictures = 0; pictures < 10 && !map.repaint; pictures++) {
  const next = map.once('render');
  map.triggerRepaint();
  await next;
}
startReports(() => {});
