/** deck.gl in the same context as the map, its transitions on the GPU. */
import {ScatterplotLayer} from '@deck.gl/layers';
import {MapboxOverlay} from '@deck.gl/mapbox';
import {openMap} from '../stage.ts';
import {startReports} from '../traffic.ts';

const map = await openMap();
// MapLibre 6 keeps its transform to itself; of it, deck.gl asks how high the picture is.
map.transform = {height: map.getContainer().clientHeight};
const overlay = new MapboxOverlay({interleaved: true, layers: []});
map.addControl(overlay);
const color = [98, 107, 120];
startReports(data => {
  const layer = new ScatterplotLayer({
    id: 'technicians',
    data,
    getPosition: ({lng, lat}) => [lng, lat],
    positionFormat: 'XY',
    getFillColor: color,
    getLineColor: [255, 255, 255],
    getRadius: 5,
    getLineWidth: 1.25,
    radiusUnits: 'pixels',
    lineWidthUnits: 'pixels',
    stroked: true,
    transitions: {getPosition: {type: 'interpolation', duration: 1_000}},
  });
  overlay.setProps({layers: [layer]});
});
