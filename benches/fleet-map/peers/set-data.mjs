/** MapLibre's own source, given everything anew in each frame. */
import {openMap} from '../stage.ts';
import {addCircles, featureOf} from './circles.mjs';
import {moveByScript} from './moved.mjs';

const map = await openMap();
const source = addCircles(map);
moveByScript(places => {
  const features = [];
  for (let i = 0; i < places.length; i += 2) features.push(featureOf(i / 2, places[i], places[i + 1]));
  void source.setData({type: 'FeatureCollection', features});
  map.triggerRepaint();
});
