import type {CustomLayerInterface, CustomRenderMethodInput, Map as MapLibreMap} from 'maplibre-gl';
import {webPlatform} from '@dispatch-kit/client';
import {fixedX, fixedY, worldUnits} from './fixed-mercator.ts';
import type {FleetRows} from './fleet-rows.ts';
import {InitialsAtlas, cellColumns, cellPixels} from './initials-atlas.ts';
import {RowTexture, rowsUnit} from './row-texture.ts';
import {areaOf, chooseRows, covers, nextPictureMs, viewOf} from './rows-in-view.ts';
import type {ChosenRows, Motion, View} from './rows-in-view.ts';
import type {MapLook} from './map-scene.ts';
import type {Projection} from './technician-shader.ts';
import {fragmentShader, fullRadius, shadePixels, vertexShader} from './technician-shader.ts';

/** From here on a marker has room for letters, pixels. */
const letteredRadius = 9.5;
const smallestRadius = 4.5;
/** A marker may be as wide as this share of the way to the next one, if all stood evenly. */
const spacingShare = 0.22;
/** A size stays while the right one is not further from it than this. */
const tolerableChange = 1.15;
const resizeMs = 90;
/** What moves by less between two pictures moves evenly to the eye: in pixels of the screen. */
const unseenPixels = 0.25;
/** What is due sooner is drawn in the next frame. */
const frameMs = 17;
/** How far the point of a turning marker is from its middle, in radii. */
const tipRadii = 1.5;
const colors = {
  light: {edge: '#ffffff', pale: '#d6d8dc', paleInk: '#14181f'},
  dark: {edge: '#0f1216', pale: '#3e434b', paleInk: '#f1f3f6'},
};

interface Program {
  program: WebGLProgram;
  /** In whose colours it draws. */
  look?: MapLook;
  at(name: string): WebGLUniformLocation | null;
}

/**
 * Draws a fleet's technicians in one go. The GPU moves them from one report to the next; script runs when reports come, and
 * a picture is asked for only once somebody in it has moved so far that it is seen.
 */
export class TechnicianLayer implements CustomLayerInterface {
  readonly id = 'dispatch-technicians';
  readonly type = 'custom' as const;
  readonly #platform = webPlatform();
  readonly #map: MapLibreMap;
  #rows: FleetRows | undefined;
  #look: MapLook;
  readonly #programs = new Map<string, Program>();
  #gl: WebGL2RenderingContext | undefined;
  #texture: RowTexture | undefined;
  #atlas: InitialsAtlas | undefined;
  #chosen: ChosenRows | undefined;
  #isSent = false;
  #radius = 0;
  #wantedRadius = fullRadius;
  #drawnMs = 0;
  #callOff = () => {};

  constructor(map: MapLibreMap, look: MapLook) {
    this.#map = map;
    this.#look = look;
  }

  /** How large a marker is drawn, in pixels. */
  get radius(): number {
    return this.#radius;
  }

  setLook(look: MapLook): void {
    this.#look = look;
  }

  /** Draws the rows as they are now. */
  draw(rows: FleetRows): void {
    this.#rows = rows;
    this.watch();
  }

  /** Others may be in the picture now. */
  watch(): void {
    this.#chosen = undefined;
    this.#map.triggerRepaint();
  }

  /** Takes note of who is in the picture: only they are drawn; how large they may be, and until when one of them moves. */
  #choose(rows: FleetRows, view: View, now: number): ChosenRows {
    if (this.#chosen && covers(this.#chosen.view, view)) return this.#chosen;
    rows.attend(areaOf(view));
    this.#chosen = chooseRows(rows, view, now);
    this.#isSent = false;
    const {width, height} = view;
    const wanted = Math.sqrt((width * height) / Math.max(1, this.#chosen.inView)) * spacingShare;
    const radius = Math.min(fullRadius, Math.max(smallestRadius, wanted));
    const change = radius / this.#wantedRadius;
    const isEnd = radius === fullRadius || radius === smallestRadius;
    if (isEnd || change > tolerableChange || change < 1 / tolerableChange) this.#wantedRadius = radius;
    return this.#chosen;
  }

  onAdd(_map: MapLibreMap, gl: WebGL2RenderingContext): void {
    this.#gl = gl;
    this.#programs.clear();
    this.#texture = new RowTexture(gl);
    this.#isSent = false;
    this.#atlas = new InitialsAtlas(gl);
  }

  onRemove(_map: MapLibreMap, gl: WebGL2RenderingContext): void {
    this.#callOff();
    for (const {program} of this.#programs.values()) gl.deleteProgram(program);
    this.#programs.clear();
    this.#texture?.delete();
    this.#atlas?.delete();
    this.#gl = undefined;
  }

  render(gl: WebGL2RenderingContext, input: CustomRenderMethodInput): void {
    const rows = this.#rows;
    if (!rows || rows.count === 0 || gl !== this.#gl) return;
    const isFlat = input.shaderData.variantName === 'mercator';
    const elapsedMs = this.#platform.elapsedMs();
    const now = rows.timeOf(elapsedMs);
    const view = this.#view(gl, isFlat);
    const {rows: drawn, motion} = this.#choose(rows, view, now);
    const isResizing = this.#resize(elapsedMs);
    const {shaderData, defaultProjectionData} = input;
    const program = this.#programFor(gl, shaderData, this.#radius > letteredRadius);
    gl.useProgram(program.program);
    this.#texture!.bind(rows);
    if (!this.#isSent) this.#texture!.choose(drawn);
    this.#isSent = true;
    this.#setUniforms(gl, program, rows, now);
    if (isFlat) this.#drawFlat(gl, program, defaultProjectionData.mainMatrix);
    else this.#drawOnGlobe(gl, program, defaultProjectionData);
    gl.bindVertexArray(null);
    this.#expect(isResizing ? 0 : this.#nextMs(motion, now, view));
  }

  #nextMs(motion: Motion, now: number, {unit, reachX}: View): number | undefined {
    // What is tilted is nearer to the eye in front than in the middle.
    const pixels = (reachX === Infinity ? unseenPixels / 2 : unseenPixels) / this.#map.getPixelRatio();
    return nextPictureMs(motion, now, {unit, reach: this.#radius * tipRadii, pixels});
  }

  /** Asks for a picture after a while. */
  #expect(delayMs: number | undefined): void {
    this.#callOff();
    if (delayMs === undefined) return;
    if (delayMs <= frameMs) this.#map.triggerRepaint();
    else this.#callOff = this.#platform.after(delayMs, () => this.#map.triggerRepaint());
  }

  /** What is seen; the page is not asked how large the map is, since it may have to be laid out for that. */
  #view(gl: WebGL2RenderingContext, isFlatWorld: boolean): View {
    const map = this.#map;
    const ratio = map.getPixelRatio();
    const [width, height] = [gl.drawingBufferWidth / ratio, gl.drawingBufferHeight / ratio];
    return viewOf({
      center: map.getCenter(),
      zoom: map.getZoom(),
      bearingDegrees: map.getBearing(),
      isFlat: isFlatWorld && map.getPitch() === 0,
      width,
      height,
    });
  }

  #programFor(gl: WebGL2RenderingContext, projection: Projection, hasLetters: boolean): Program {
    const key = `${projection.variantName} ${hasLetters}`;
    const known = this.#programs.get(key);
    if (known) return known;
    const made = makeProgram(gl, projection, hasLetters);
    this.#programs.set(key, made);
    return made;
  }

  /** Grows and shrinks over a moment; answers whether that goes on. */
  #resize(elapsedMs: number): boolean {
    const wanted = this.#wantedRadius;
    const passedMs = elapsedMs - this.#drawnMs;
    this.#drawnMs = elapsedMs;
    if (wanted === this.#radius) return false;
    const isFirst = this.#radius === 0;
    const isNear = Math.abs(wanted - this.#radius) < 0.05;
    if (isFirst || isNear || matchMedia('(prefers-reduced-motion: reduce)').matches) this.#radius = wanted;
    else this.#radius += (wanted - this.#radius) * (1 - Math.exp(-passedMs / resizeMs));
    return this.#radius !== wanted;
  }

  #setUniforms(gl: WebGL2RenderingContext, program: Program, rows: FleetRows, now: number): void {
    const {at} = program;
    const map = this.#map;
    const ratio = map.getPixelRatio();
    this.#atlas!.bind(rows.labels, ratio);
    gl.uniform1i(at('u_now'), now);
    gl.uniform2f(at('u_viewport'), gl.drawingBufferWidth / ratio, gl.drawingBufferHeight / ratio);
    gl.uniform1f(at('u_radius'), this.#radius);
    gl.uniform1f(at('u_bearing'), (map.getBearing() * Math.PI) / 180);
    gl.uniform1f(at('u_ratio'), ratio);
    gl.uniform1f(at('u_shade'), 1 / shadePixels(this.#radius));
    gl.uniform1f(at('u_labels'), Math.min(1, Math.max(0, this.#radius - letteredRadius)));
    gl.uniform2f(at('u_atlasCells'), cellColumns, this.#atlas!.lines);
    if (program.look === this.#look) return;
    program.look = this.#look;
    const {edge, pale, paleInk} = colors[this.#look.theme];
    gl.uniform1i(at('u_labelColumns'), cellColumns);
    gl.uniform1i(at('u_atlas'), 0);
    gl.uniform1i(at('u_rows'), rowsUnit);
    gl.uniform1f(at('u_cellSize'), cellPixels);
    gl.uniform3fv(at('u_edge'), rgbOf(edge));
    gl.uniform3fv(at('u_pale'), rgbOf(pale));
    gl.uniform3fv(at('u_paleInk'), rgbOf(paleInk));
    gl.uniform3fv(at('u_accent'), rgbOf(this.#look.accent));
  }

  /** Each copy of the world that is in view. */
  #drawFlat(gl: WebGL2RenderingContext, {at}: Program, main: ArrayLike<number>): void {
    const {lng, lat} = this.#map.getCenter();
    const [x, y] = [fixedX(lng), fixedY(lat)];
    gl.uniform2i(at('u_middle'), x | 0, y | 0);
    const worlds = gl.drawingBufferWidth / this.#map.getPixelRatio() / (512 * 2 ** this.#map.getZoom());
    const more = this.#map.getRenderWorldCopies() ? Math.ceil(Math.max(0, worlds / 2 - 0.5)) : 0;
    const middleX = Math.round((lng / 360 + 0.5) * worldUnits);
    for (let copy = -more; copy <= more; copy++) {
      gl.uniformMatrix4fv(at('u_matrix'), false, around(main, middleX / worldUnits + copy, y / worldUnits));
      this.#texture!.draw();
    }
  }

  #drawOnGlobe(
    gl: WebGL2RenderingContext,
    {at}: Program,
    data: CustomRenderMethodInput['defaultProjectionData'],
  ): void {
    gl.uniformMatrix4fv(at('u_projection_matrix'), false, Float32Array.from(data.mainMatrix));
    gl.uniformMatrix4fv(at('u_projection_fallback_matrix'), false, Float32Array.from(data.fallbackMatrix));
    gl.uniform4fv(at('u_projection_tile_mercator_coords'), data.tileMercatorCoords);
    gl.uniform4fv(at('u_projection_clipping_plane'), data.clippingPlane);
    gl.uniform1f(at('u_projection_transition'), data.projectionTransition);
    this.#texture!.draw();
  }
}

/** A matrix for fixed-point differences to a point, from one for shares of the world; in doubles, since the GPU has none. */
function around(main: ArrayLike<number>, x: number, y: number): Float32Array {
  const matrix = Float32Array.from(main);
  for (let i = 0; i < 4; i++) {
    matrix[i] = main[i]! / worldUnits;
    matrix[4 + i] = main[4 + i]! / worldUnits;
    matrix[12 + i] = main[i]! * x + main[4 + i]! * y + main[12 + i]!;
  }
  return matrix;
}

function makeProgram(gl: WebGL2RenderingContext, projection: Projection, hasLetters: boolean): Program {
  const program = gl.createProgram();
  const sources = [
    [gl.VERTEX_SHADER, vertexShader(projection, hasLetters)],
    [gl.FRAGMENT_SHADER, fragmentShader(hasLetters)],
  ] as const;
  for (const [type, source] of sources) {
    const shader = gl.createShader(type)!;
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
    gl.deleteShader(shader);
  }
  gl.linkProgram(program);
  const locations = new Map<string, WebGLUniformLocation | null>();
  return {
    program,
    at(name) {
      if (!locations.has(name)) locations.set(name, gl.getUniformLocation(program, name));
      return locations.get(name)!;
    },
  };
}

/** Of `#rrggbb` or `rgb(…)`, from 0 to 1. */
function rgbOf(color: string): number[] {
  if (!color.startsWith('#'))
    return (color.match(/[\d.]+/g) ?? []).slice(0, 3).map(each => Number(each) / 255);
  return [1, 3, 5].map(at => parseInt(color.slice(at, at + 2), 16) / 255);
}
