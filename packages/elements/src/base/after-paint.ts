/** Settles once what is drawn now is on the screen; in a page that nobody sees, once it is seen. */
export function afterPaint(): Promise<void> {
  return new Promise(settle => requestAnimationFrame(() => setTimeout(settle)));
}
