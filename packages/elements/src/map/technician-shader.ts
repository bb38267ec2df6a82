import {flag} from './fleet-rows.ts';

/** How MapLibre projects at the moment: flat, or in its own way on a globe. */
export interface Projection {
  variantName: string;
  vertexShaderPrelude: string;
  define: string;
}

/** The radius, in pixels, at which initials have the size that they are drawn in. */
export const fullRadius = 13;
/** So long a marker takes to turn, milliseconds. */
const turnMs = 500;

/**
 * A corner of a technician's square. On a flat map his place is taken as a difference to the middle of the picture, in whole numbers, so that it
 * is right at any zoom and the copy of the world is drawn that is nearest; a globe is never so near.
 */
export function vertexShader({variantName, vertexShaderPrelude, define}: Projection): string {
  const isFlat = variantName === 'mercator';
  return `#version 300 es
precision highp float;
precision highp int;
${isFlat ? 'uniform mat4 u_matrix;\nuniform ivec2 u_middle;' : `${vertexShaderPrelude}\n${define}`}
layout(location = 0) in ivec2 a_to;
layout(location = 1) in ivec2 a_back;
layout(location = 2) in ivec2 a_time;
layout(location = 3) in vec2 a_pace;
layout(location = 4) in vec2 a_headings;
layout(location = 5) in int a_staleAt;
layout(location = 6) in uvec4 a_look;
layout(location = 7) in int a_label;
uniform int u_now;
uniform vec2 u_viewport;
uniform float u_radius;
uniform float u_bearing;
uniform int u_labelColumns;
uniform vec3 u_pale;
uniform vec3 u_paleInk;
out vec2 v_at;
out vec2 v_own;
flat out vec3 v_ground;
flat out vec3 v_ink;
flat out vec4 v_size;
flat out vec2 v_cell;

float shareDriven(float time) {
  float left = 1.0 - time;
  float share = time * left * left * a_pace.x + time * time * (3.0 - 2.0 * time) - time * time * left * a_pace.y;
  return clamp(share, 0.0, 1.0);
}

${sizes}

void main() {
  int passed = u_now - a_time.x;
  float time = a_time.y > 0 ? clamp(float(passed) / float(a_time.y), 0.0, 1.0) : 1.0;
  vec2 back = vec2(a_back) * (1.0 - shareDriven(time));
${
  isFlat
    ? '  gl_Position = u_matrix * vec4(vec2(a_to - u_middle) + back, 0.0, 1.0);'
    : '  gl_Position = projectTile((vec2(uvec2(a_to)) + back) / 4294967296.0);'
}
  bool isRaised = (a_look.w & ${flag.selected}u) != 0u;
  bool hasHeading = (a_look.w & ${flag.heading}u) != 0u;
  float radius = isRaised ? max(u_radius * 1.3, 12.0) : u_radius;
  float turned = clamp(float(passed) / ${turnMs}.0, 0.0, 1.0);
  float turn = fract((a_headings.y - a_headings.x) * 0.5 + 0.5) * 2.0 - 1.0;
  float heading = hasHeading ? (a_headings.x + turn * turned) * 3.14159265359 - u_bearing : 0.0;
  vec2 toward = vec2(sin(heading), cos(heading));
  // The square is turned with him, and no larger than what is drawn: edge, shadow, beak ahead, a ring round a selected one.
  float margin = edgeOf(radius) + (isRaised ? 4.5 : shadeOf(u_radius) + 0.5);
  float ahead = radius * (hasHeading ? 1.5 : 1.0) + margin;
  float side = radius + margin;
  vec2 corner = vec2(float(gl_VertexID & 1) * 2.0 - 1.0, gl_VertexID >> 1);
  vec2 own = vec2(corner.x * side, mix(-side, ahead, corner.y));
  v_at = vec2(own.x * toward.y + own.y * toward.x, own.y * toward.y - own.x * toward.x);
  gl_Position.xy += v_at * 2.0 / u_viewport * gl_Position.w;
  v_own = own;
  bool isSelected = (a_look.w & ${flag.selected}u) != 0u;
  // Radius, edge, whether it comes to a point, how far out the ring of a selected one is.
  v_size = vec4(radius, edgeOf(radius), hasHeading ? 1.0 : 0.0, isSelected ? edgeOf(radius) + 2.0 : 0.0);
  vec3 color = vec3(a_look.xyz) / 255.0;
  bool isStale = u_now >= a_staleAt;
  v_ground = isStale ? u_pale : color;
  v_ink = isStale ? u_paleInk : dot(color, vec3(0.299, 0.587, 0.114)) > 0.55 ? color * 0.14 : vec3(1.0);
  v_cell = vec2(a_label % u_labelColumns, a_label / u_labelColumns);
}`;
}

/** What is round a marker, in pixels: smaller ones, of which there are many, are drawn with less. */
const sizes = `
float edgeOf(float radius) {
  return clamp(radius * 0.2, 1.0, 2.5);
}

float shadeOf(float radius) {
  return clamp((radius - 5.0) * 0.5, 0.01, 3.0);
}`;

/** A drop with its point ahead, an edge round it, initials on it, and a ring round the one that is selected. */
export const fragmentShader = `#version 300 es
precision highp float;
in vec2 v_at;
in vec2 v_own;
flat in vec3 v_ground;
flat in vec3 v_ink;
flat in vec4 v_size;
flat in vec2 v_cell;
uniform float u_pixel;
uniform float u_radius;
uniform float u_labels;
uniform sampler2D u_atlas;
uniform vec2 u_atlasCells;
uniform float u_cellSize;
uniform vec3 u_edge;
uniform vec3 u_accent;
out vec4 color;
${sizes}

float covered(float outside) {
  return clamp(0.5 - outside / u_pixel, 0.0, 1.0);
}

void main() {
  // How far it is outside of a disc that comes to a point at one and a half times its radius.
  const vec2 side = vec2(0.7454, 0.6667);
  vec2 own = vec2(abs(v_own.x), v_own.y);
  float far = own.y * side.x > own.x * side.y && v_size.z > 0.0 ? dot(own, side) : length(own);
  float outside = far - v_size.x;
  float alpha = covered(outside - v_size.y);
  vec3 shown = mix(u_edge, v_ground, covered(outside));
  if (u_labels > 0.0) {
    vec2 inCell = vec2(v_at.x, -v_at.y) * (${fullRadius}.0 / v_size.x) / u_cellSize + 0.5;
    if (all(greaterThan(inCell, vec2(0.0))) && all(lessThan(inCell, vec2(1.0)))) {
      float letter = texture(u_atlas, (v_cell + inCell) / u_atlasCells).a;
      shown = mix(shown, v_ink, letter * u_labels);
    }
  }
  shown *= alpha;
  if (v_size.w > 0.0) {
    float ring = covered(abs(outside - v_size.w) - 1.5) * (1.0 - alpha);
    shown += u_accent * ring;
    alpha += ring;
  }
  // A soft shadow, so that an edge is seen on a ground of its own colour.
  float shade = shadeOf(u_radius);
  if (shade > 0.1) alpha += (1.0 - alpha) * 0.22 * clamp(1.0 - (outside - v_size.y) / shade, 0.0, 1.0);
  color = vec4(shown, alpha);
}`;
