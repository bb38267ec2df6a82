/** MapLibre's own source, told in each frame what moved. */
import {openMap} from '../stage.ts';
import {addCircles, featureOf} from './circles.mjs';
import {moveByScript} from './moved.mjs';

const map = await openMap();
const source = addCircles(map);
let isFilled = false;
moveByScript(places => {
  const moved = [];
  for (let i = 0; i < places.length; i += 2) {
    if (!isFilled) moved.push(featureOf(i / 2, places[i], places[i + 1]));
    else moved.push({id: i / 2, newGeometry: {type: 'Point', coordinates: [places[i], places[i + 1]]}});
  }
  void source.updateData(isFilled ? {update: moved} : {add: moved});
  isFilled = true;
  map.triggerRepaint();
});
