/** Adds a source with everybody, and the layer that draws them. */
export function addCircles(map) {
  map.addSource('technicians', {type: 'geojson', data: {type: 'FeatureCollection', features: []}});
  map.addLayer({
    id: 'technicians',
    type: 'circle',
    source: 'technicians',
    paint: {
      'circle-color': '#626b78',
      'circle-radius': 5,
      'circle-stroke-color': '#ffffff',
      'circle-stroke-width': 1.25,
    },
  });
  return map.getSource('technicians');
}

export function featureOf(id, lng, lat) {
  return {type: 'Feature', id, properties: {}, geometry: {type: 'Point', coordinates: [lng, lat]}};
}
