import {svg} from 'lit';
import {encode} from 'uqr';

/** The quiet margin that scanners want around a code, in its squares. */
const margin = 4;

/** A text as a QR code; its squares are one path, dark on whatever is behind it. */
export function renderQrCode(text: string) {
  const {data, size} = encode(text, {ecc: 'L', border: 0});
  const squares = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')));
  const box = `${-margin} ${-margin} ${size + 2 * margin} ${size + 2 * margin}`;
  return svg`<svg class="qr" viewBox=${box} shape-rendering="crispEdges" aria-hidden="true">
    <path d=${squares.join('')} />
  </svg>`;
}
