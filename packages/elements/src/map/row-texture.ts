import {rowBytes, rowsPerLine} from './row-layout.ts';
import type {FleetRows} from './fleet-rows.ts';

/** The texture unit that rows are read from; letters are in the first. */
export const rowsUnit = 1;
const rowTexels = rowBytes / 16;
const lineTexels = rowsPerLine * rowTexels;

/**
 * The rows of a fleet as a texture of whole numbers, from which each vertex looks up its technician. One draw of many triangles is
 * quicker than many instances of two: cards fill up with them, and a processor that has to draw begins each instance anew.
 */
export class RowTexture {
  readonly #gl: WebGL2RenderingContext;
  readonly #texture: WebGLTexture;
  readonly #corners: WebGLBuffer;
  readonly #array: WebGLVertexArrayObject;
  #sent: ArrayBuffer | undefined;
  #chosen: Uint32Array = new Uint32Array();

  constructor(gl: WebGL2RenderingContext) {
    this.#gl = gl;
    this.#texture = gl.createTexture();
    this.#corners = gl.createBuffer();
    this.#array = gl.createVertexArray();
  }

  /** Binds what a draw reads, with all that changed since the picture before. */
  bind(rows: FleetRows): void {
    const gl = this.#gl;
    gl.bindVertexArray(this.#array);
    gl.activeTexture(gl.TEXTURE0 + rowsUnit);
    gl.bindTexture(gl.TEXTURE_2D, this.#texture);
    const changes = rows.takeChanges();
    if (this.#sent !== rows.bytes) return this.#sendAll(rows);
    if (changes.length === 0) return;
    this.#readPlainly();
    const texels = new Int32Array(rows.bytes);
    let sent = 0;
    for (const {from, to} of changes) {
      const first = Math.max(sent, Math.floor(from / rowsPerLine));
      const past = Math.ceil(to / rowsPerLine);
      if (past > first)
        gl.texSubImage2D(
          gl.TEXTURE_2D,
          0,
          0,
          first,
          lineTexels,
          past - first,
          gl.RGBA_INTEGER,
          gl.INT,
          texels,
          first * lineTexels * 4,
        );
      sent = Math.max(sent, past);
    }
  }

  /** Takes which of the rows that are bound are drawn, in this order. */
  choose(rows: Uint32Array): void {
    const gl = this.#gl;
    const chosen = this.#chosen;
    if (rows.length === chosen.length && rows.every((row, i) => row === chosen[i])) return;
    this.#chosen = rows;
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, this.#corners);
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, cornersOf(rows), gl.DYNAMIC_DRAW);
  }

  /** Draws the squares of the rows that were chosen. */
  draw(): void {
    if (this.#chosen.length === 0) return;
    this.#gl.drawElements(this.#gl.TRIANGLES, this.#chosen.length * 6, this.#gl.UNSIGNED_INT, 0);
  }

  delete(): void {
    this.#gl.deleteTexture(this.#texture);
    this.#gl.deleteBuffer(this.#corners);
    this.#gl.deleteVertexArray(this.#array);
  }

  #sendAll({bytes}: FleetRows): void {
    const gl = this.#gl;
    const lines = bytes.byteLength / rowBytes / rowsPerLine;
    const texels = new Int32Array(bytes);
    this.#sent = bytes;
    this.#readPlainly();
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA32I, lineTexels, lines, 0, gl.RGBA_INTEGER, gl.INT, texels);
    for (const filter of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER])
      gl.texParameteri(gl.TEXTURE_2D, filter, gl.NEAREST);
  }

  /** Numbers are no picture: nothing is turned over or blended in them. */
  #readPlainly(): void {
    const gl = this.#gl;
    gl.pixelStorei(gl.UNPACK_FLIP_Y_WEBGL, false);
    gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, false);
  }
}

/** Two triangles for each row, of four corners. */
function cornersOf(rows: Uint32Array): Uint32Array {
  const corners = new Uint32Array(rows.length * 6);
  for (let i = 0, at = 0; i < rows.length; i++) {
    const first = rows[i]! * 4;
    corners[at++] = first;
    corners[at++] = first + 1;
    corners[at++] = first + 2;
    corners[at++] = first + 2;
    corners[at++] = first + 1;
    corners[at++] = first + 3;
  }
  return corners;
}
