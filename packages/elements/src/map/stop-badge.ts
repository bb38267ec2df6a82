/** Across, pixels. */
const badgePixels = 20;
const font = '700 11px system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';

/** The number of a stop in a disc, as a picture for the map: a style may come without letters. */
export function stopBadge(
  text: string,
  {ground, ink, edge}: {ground: string; ink: string; edge: string},
  pixelRatio: number,
): ImageData {
  const size = Math.round(badgePixels * pixelRatio);
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [size, size];
  const context = canvas.getContext('2d')!;
  context.scale(size / badgePixels, size / badgePixels);
  const middle = badgePixels / 2;
  context.beginPath();
  context.arc(middle, middle, middle - 1.5, 0, 2 * Math.PI);
  Object.assign(context, {fillStyle: ground, strokeStyle: edge, lineWidth: 2});
  context.fill();
  context.stroke();
  Object.assign(context, {font, textAlign: 'center', textBaseline: 'middle', fillStyle: ink});
  context.fillText(text, middle, middle + 0.5, badgePixels - 5);
  return context.getImageData(0, 0, size, size);
}
