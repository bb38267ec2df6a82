/** An element each, moved in every frame. */
import {Marker} from 'maplibre-gl';
import {openMap} from '../stage.ts';
import {moveByScript} from './moved.mjs';

const map = await openMap();
const markers = [];
moveByScript(places => {
  for (let i = 0; i < places.length; i += 2) {
    const place = [places[i], places[i + 1]];
    if (markers[i / 2]) markers[i / 2].setLngLat(place);
    else {
      const element = document.createElement('div');
      element.className = 'dot';
      markers.push(new Marker({element}).setLngLat(place).addTo(map));
    }
  }
  map.triggerRepaint();
});
