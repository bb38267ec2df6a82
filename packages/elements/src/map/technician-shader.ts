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
const staleBit = 128;

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
out vec2 v_at;
flat out vec3 v_color;
flat out vec2 v_ahead;
flat out float v_radius;
flat out vec2 v_cell;
flat out uint v_flags;

float shareDriven(float time) {
  float left = 1.0 - time;
  float share = time * left * left * a_pace.x + time * time * (3.0 - 2.0 * time) - time * time * left * a_pace.y;
  return clamp(share, 0.0, 1.0);
}

void main() {
  int passed = u_now - a_time.x;
  float time = a_time.y > 0 ? clamp(float(passed) / float(a_time.y), 0.0, 1.0) : 1.0;
  vec2 back = vec2(a_back) * (1.0 - shareDriven(time));
${
  isFlat
    ? '  gl_Position = u_matrix * vec4(vec2(a_to - u_middle) + back, 0.0, 1.0);'
    : '  gl_Position = projectTile((vec2(uvec2(a_to)) + back) / 4294967296.0);'
}
  bool isRaised = (a_look.w & ${flag.selected | flag.pointed}u) != 0u;
  v_radius = isRaised ? max(u_radius * 1.3, 12.0) : u_radius;
  // Room for the beak, the edge and what is round a selected one.
  float half_ = v_radius * 1.5 + 6.0;
  v_at = (vec2(gl_VertexID & 1, gl_VertexID >> 1) * 2.0 - 1.0) * half_;
  gl_Position.xy += v_at * 2.0 / u_viewport * gl_Position.w;
  float turned = clamp(float(passed) / ${turnMs}.0, 0.0, 1.0);
  float turn = fract((a_headings.y - a_headings.x) * 0.5 + 0.5) * 2.0 - 1.0;
  float heading = (a_headings.x + turn * turned) * 3.14159265359 - u_bearing;
  v_ahead = vec2(sin(heading), cos(heading));
  bool isStale = u_now >= a_staleAt;
  v_flags = (a_look.w & ${flag.selected | flag.heading}u) | (isStale ? ${staleBit}u : 0u);
  v_color = vec3(a_look.xyz) / 255.0;
  v_cell = vec2(a_label % u_labelColumns, a_label / u_labelColumns);
}`;
}

/** A drop with its point ahead, an edge round it, initials on it, and a ring round the one that is selected. */
export const fragmentShader = `#version 300 es
precision highp float;
precision highp int;
in vec2 v_at;
flat in vec3 v_color;
flat in vec2 v_ahead;
flat in float v_radius;
flat in vec2 v_cell;
flat in uint v_flags;
uniform float u_pixel;
uniform float u_labels;
uniform sampler2D u_atlas;
uniform vec2 u_atlasCells;
uniform float u_cellSize;
uniform vec3 u_edge;
uniform vec3 u_pale;
uniform vec3 u_paleInk;
uniform vec3 u_accent;
out vec4 color;

/** How far a point is outside of a disc that comes to a point at one and a half times its radius. */
float drop(vec2 at) {
  const vec2 side = vec2(0.7454, 0.6667);
  vec2 own = vec2(abs(at.x * v_ahead.y - at.y * v_ahead.x), dot(at, v_ahead));
  bool isBeak = (v_flags & ${flag.heading}u) != 0u && own.y * side.x > own.x * side.y;
  return (isBeak ? dot(own, side) : length(at)) - v_radius;
}

float covered(float outside) {
  return clamp(0.5 - outside / u_pixel, 0.0, 1.0);
}

void main() {
  float outside = drop(v_at);
  float edge = clamp(v_radius * 0.2, 1.25, 2.5);
  bool isStale = (v_flags & ${staleBit}u) != 0u;
  bool isSelected = (v_flags & ${flag.selected}u) != 0u;
  float ring = isSelected ? covered(abs(outside - edge - 2.0) - 1.5) : 0.0;
  float whole = covered(outside - edge);
  if (whole + ring <= 0.0) {
    // A soft shadow, so that an edge is seen on a ground of its own colour.
    float shade = 0.22 * clamp(1.0 - (outside - edge) / 3.0, 0.0, 1.0);
    color = vec4(0.0, 0.0, 0.0, shade);
    return;
  }
  vec3 ground = isStale ? u_pale : v_color;
  vec3 ink = isStale ? u_paleInk : dot(v_color, vec3(0.299, 0.587, 0.114)) > 0.55 ? v_color * 0.14 : vec3(1.0);
  vec3 shown = mix(u_edge, ground, covered(outside));
  if (u_labels > 0.0) {
    vec2 inCell = vec2(v_at.x, -v_at.y) * (${fullRadius}.0 / v_radius) / u_cellSize + 0.5;
    if (all(greaterThan(inCell, vec2(0.0))) && all(lessThan(inCell, vec2(1.0)))) {
      float letter = texture(u_atlas, (v_cell + inCell) / u_atlasCells).a;
      shown = mix(shown, ink, letter * u_labels);
    }
  }
  shown = mix(u_accent, shown, whole);
  float alpha = max(whole, ring);
  float shade = 0.22 * clamp(1.0 - (outside - edge) / 3.0, 0.0, 1.0);
  color = vec4(shown * alpha, alpha + (1.0 - alpha) * shade);
}`;
