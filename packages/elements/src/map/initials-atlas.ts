/** Pixels of a cell, wide and high: initials of three broad letters fit. */
export const cellPixels = 24;
/** Cells in a line. */
export const cellColumns = 32;
const mostLines = 64;
const font = '700 11px system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';

/**
 * The initials of a fleet, drawn by the browser in any script, each text once and for good, so that a letter moves with its
 * marker in one draw and never waits or flickers. What is past 2,048 different texts has no letters.
 */
export class InitialsAtlas {
  readonly #gl: WebGL2RenderingContext;
  readonly #texture: WebGLTexture;
  readonly #canvas = document.createElement('canvas');
  #drawn = 0;
  #pixelRatio = 0;
  #lines = 0;

  constructor(gl: WebGL2RenderingContext) {
    this.#gl = gl;
    this.#texture = gl.createTexture();
  }

  /** How many lines of cells there are. */
  get lines(): number {
    return this.#lines;
  }

  /** Binds the texture, with all labels in it. */
  bind(labels: readonly string[], pixelRatio: number): void {
    const gl = this.#gl;
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, this.#texture);
    if (labels.length === this.#drawn && pixelRatio === this.#pixelRatio) return;
    this.#draw(labels, pixelRatio);
    gl.pixelStorei(gl.UNPACK_FLIP_Y_WEBGL, false);
    gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, true);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, this.#canvas);
    const edge = [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T];
    for (const each of edge) gl.texParameteri(gl.TEXTURE_2D, each, gl.CLAMP_TO_EDGE);
    for (const each of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER])
      gl.texParameteri(gl.TEXTURE_2D, each, gl.LINEAR);
  }

  delete(): void {
    this.#gl.deleteTexture(this.#texture);
  }

  #draw(labels: readonly string[], pixelRatio: number): void {
    this.#drawn = labels.length;
    this.#pixelRatio = pixelRatio;
    this.#lines = Math.min(mostLines, Math.max(1, Math.ceil(labels.length / cellColumns)));
    const size = cellPixels * pixelRatio;
    this.#canvas.width = cellColumns * size;
    this.#canvas.height = this.#lines * size;
    const context = this.#canvas.getContext('2d')!;
    context.scale(pixelRatio, pixelRatio);
    Object.assign(context, {font, textAlign: 'center', textBaseline: 'middle', fillStyle: '#fff'});
    for (const [i, label] of labels.slice(0, this.#lines * cellColumns).entries()) {
      const [x, y] = [(i % cellColumns) + 0.5, Math.floor(i / cellColumns) + 0.5];
      context.fillText(label, x * cellPixels, y * cellPixels + 0.5, cellPixels - 2);
    }
  }
}
