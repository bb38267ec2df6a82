import {flag, rowsPerLine} from './row-layout.ts';

/** How MapLibre projects at the moment: flat, or in its own way on a globe. */
export interface Projection {
  variantName: string;
  vertexShaderPrelude: string;
  define: string;
}

/** The radius, in pixels, at which initials have the size that they are drawn in. */
export const fullRadius = 13;
/** So long a marker takes to turn, milliseconds. */
export const turnMs = 500;

/**
 * A corner of a technician's square: four vertices are one, and look up his row. On a flat map his place is taken as a difference to the middle of the picture, in whole numbers, so that it
 * is right at any zoom and the copy of the world is drawn that is nearest; a globe is never so near.
 */
export function vertexShader(
  {variantName, vertexShaderPrelude, define}: Projection,
  hasLetters: boolean,
): string {
  const isFlat = variantName === 'mercator';
  return `#version 300 es
precision highp float;
precision highp int;
precision highp isampler2D;
${isFlat ? 'uniform mat4 u_matrix;\nuniform ivec2 u_middle;' : `${vertexShaderPrelude}\n${define}`}
uniform isampler2D u_rows;
uniform int u_now;
uniform vec2 u_viewport;
uniform float u_radius;
uniform float u_bearing;
uniform float u_shade;
uniform vec3 u_pale;
uniform vec3 u_paleInk;
out vec2 v_own;
flat out vec3 v_ground;
flat out vec4 v_size;
flat out vec3 v_round;
${hasLetters ? letterOuts : ''}

float shareDriven(float time, vec2 pace) {
  float left = 1.0 - time;
  float share = time * left * left * pace.x + time * time * (3.0 - 2.0 * time) - time * time * left * pace.y;
  return clamp(share, 0.0, 1.0);
}

float edgeOf(float radius) {
  return clamp(radius * 0.2, 1.0, 2.5);
}

void main() {
  int row = gl_VertexID >> 2;
  ivec2 texel = ivec2(row % ${rowsPerLine} * 3, row / ${rowsPerLine});
  ivec4 place = texelFetch(u_rows, texel, 0);
  ivec4 motion = texelFetch(u_rows, texel + ivec2(1, 0), 0);
  ivec4 looks = texelFetch(u_rows, texel + ivec2(2, 0), 0);
  vec2 headings = unpackSnorm2x16(uint(looks.x));
  int passed = u_now - motion.x;
  float time = motion.y > 0 ? clamp(float(passed) / float(motion.y), 0.0, 1.0) : 1.0;
  vec2 back = vec2(place.zw) * (1.0 - shareDriven(time, intBitsToFloat(motion.zw)));
${
  isFlat
    ? '  gl_Position = u_matrix * vec4(vec2(place.xy - u_middle) + back, 0.0, 1.0);'
    : '  gl_Position = projectTile((vec2(uvec2(place.xy)) + back) / 4294967296.0);'
}
  bool isRaised = (looks.z & ${flag.selected << 24}) != 0;
  bool isOnSite = (looks.z & ${flag.onSite << 24}) != 0;
  bool hasHeading = (looks.z & ${flag.heading << 24}) != 0 && !isOnSite;
  float radius = isRaised ? max(u_radius * 1.3, 12.0) : u_radius;
  float turned = clamp(float(passed) / ${turnMs}.0, 0.0, 1.0);
  float turn = fract((headings.y - headings.x) * 0.5 + 0.5) * 2.0 - 1.0;
  float heading = hasHeading ? (headings.x + turn * turned) * 3.14159265359 - u_bearing : 0.0;
  vec2 toward = vec2(sin(heading), cos(heading));
  // The square is turned with him, and no larger than what is drawn: edge, shadow, beak ahead, a ring round a selected one.
  float margin = edgeOf(radius) + (isRaised ? 4.5 : 1.0 / u_shade + 0.5);
  float ahead = radius * (hasHeading ? 1.5 : 1.0) + margin;
  float side = radius + margin;
  vec2 corner = vec2(float(gl_VertexID & 1) * 2.0 - 1.0, (gl_VertexID >> 1) & 1);
  vec2 own = vec2(corner.x * side, mix(-side, ahead, corner.y));
  vec2 offset = vec2(own.x * toward.y + own.y * toward.x, own.y * toward.y - own.x * toward.x);
  gl_Position.xy += offset * 2.0 / u_viewport * gl_Position.w;
  v_own = own;
  bool isSelected = (looks.z & ${flag.selected << 24}) != 0;
  // Radius, edge, whether it comes to a point, how far out the ring of a selected one is.
  v_size = vec4(radius, edgeOf(radius), hasHeading ? 1.0 : 0.0, isSelected ? edgeOf(radius) + 2.0 : ${farAway});
  // A square is a smaller one with a round rim, a disc is nothing but rim.
  float rim = isOnSite ? radius * 0.35 : radius;
  vec3 color = vec3((ivec3(looks.z) >> ivec3(0, 8, 16)) & 255) / 255.0;
  bool isStale = u_now >= looks.y;
  v_ground = isStale ? u_pale : color;
  bool isHollow = (looks.z & ${flag.free << 24}) != 0 && !isStale;
  // And of a hollow one only so much of its rim is painted.
  float painted = isHollow ? max(1.5, radius * 0.18) : -(${farAway});
  v_round = vec3(isOnSite ? radius * 0.94 - rim : 0.0, rim, painted);
${hasLetters ? letterSteps : ''}
}`;
}

/** Where what is not there is drawn, pixels: a choice by numbers is quicker than a branch. */
const farAway = '-1000.0';

const letterOuts = `uniform int u_labelColumns;
out vec2 v_at;
flat out vec3 v_ink;
flat out vec2 v_cell;`;

const letterSteps = `  v_at = offset;
  v_ink = isStale ? u_paleInk : isHollow ? color : dot(color, vec3(0.299, 0.587, 0.114)) > 0.55 ? color * 0.14 : vec3(1.0);
  v_cell = vec2(looks.w % u_labelColumns, looks.w / u_labelColumns);`;

/** How far the shadow of a marker reaches, pixels: smaller ones, of which there are many, are drawn with less. */
export function shadePixels(radius: number): number {
  return Math.min(3, Math.max(0.01, (radius - 5) * 0.5));
}

/**
 * A drop with its point ahead, or square at a door, hollow without a visit, an edge round it, initials on it, and a ring round the one that is
 * selected. Without letters, as many small ones are drawn, it costs half.
 */
export function fragmentShader(hasLetters: boolean): string {
  return `#version 300 es
precision highp float;
in vec2 v_own;
flat in vec3 v_ground;
flat in vec4 v_size;
flat in vec3 v_round;
uniform float u_ratio;
uniform float u_shade;
uniform vec3 u_edge;
uniform vec3 u_accent;
${hasLetters ? letterIns : ''}
out vec4 color;

float covered(float outside) {
  return clamp(0.5 - outside * u_ratio, 0.0, 1.0);
}

void main() {
  // How far it is outside of a disc that comes to a point at one and a half times its radius, or of a square with round corners.
  const vec2 side = vec2(0.7454, 0.6667);
  vec2 own = vec2(abs(v_own.x), v_own.y);
  float outside = length(max(abs(own) - v_round.x, 0.0)) - v_round.y;
  outside = own.y * v_size.z * side.x > own.x * side.y ? dot(own, side) - v_size.x : outside;
  float alpha = covered(outside - v_size.y);
  vec3 shown = mix(u_edge, v_ground, covered(outside) - covered(outside + v_round.z));
${hasLetters ? letterDrawing : ''}
  shown *= alpha;
  float ring = covered(abs(outside - v_size.w) - 1.5) * (1.0 - alpha);
  shown += u_accent * ring;
  alpha += ring;
  // A soft shadow, so that an edge is seen on a ground of its own colour.
  alpha += (1.0 - alpha) * 0.22 * clamp(1.0 - (outside - v_size.y) * u_shade, 0.0, 1.0);
  color = vec4(shown, alpha);
}`;
}

const letterIns = `in vec2 v_at;
flat in vec3 v_ink;
flat in vec2 v_cell;
uniform float u_labels;
uniform sampler2D u_atlas;
uniform vec2 u_atlasCells;
uniform float u_cellSize;`;

const letterDrawing = `  vec2 inCell = vec2(v_at.x, -v_at.y) * (${fullRadius}.0 / v_size.x) / u_cellSize + 0.5;
  if (all(greaterThan(inCell, vec2(0.0))) && all(lessThan(inCell, vec2(1.0)))) {
    float letter = texture(u_atlas, (v_cell + inCell) / u_atlasCells).a;
    shown = mix(shown, v_ink, letter * u_labels);
  }`;
