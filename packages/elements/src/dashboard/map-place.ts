/** Where the map has its place: beside the view that is shown, below it, or where there is no room as a view of its own. */
export type MapPlace = 'beside' | 'below' | 'own';

/** From these sizes on, CSS pixels, the map has a place beside or below. */
const besidePx = 1080;
const belowPx = {width: 640, height: 640};

/** Where there is room for the map on a desk of a size, CSS pixels. */
export function placeFor(width: number, height: number): MapPlace {
  if (width >= besidePx) return 'beside';
  return width >= belowPx.width && height >= belowPx.height ? 'below' : 'own';
}
