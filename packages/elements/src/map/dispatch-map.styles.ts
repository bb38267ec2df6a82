import {css} from 'lit';

export const mapStyles = css`
  :host {
    display: block;
    position: relative;
    min-block-size: 10rem;
    overflow: hidden;
    background: light-dark(#eceef1, #1b2027);
    font: 400 0.875rem/1.4 var(--_font);
  }

  .ground,
  .drawn {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
  }

  .ground {
    /* Read by the engine: the colour of the route. */
    color: var(--_accent);
    direction: ltr;
  }

  .drawn polyline {
    fill: none;
    stroke: var(--_surface);
    stroke-width: 9;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  .drawn .route {
    stroke: var(--_accent);
    stroke-width: 5;
  }

  .drawn ~ .marker,
  .drawn ~ .pin {
    position: absolute;
    left: 0;
    top: 0;
  }

  .maplibregl-map,
  .maplibregl-canvas-container {
    position: absolute;
    inset: 0;
    overflow: hidden;
    -webkit-tap-highlight-color: transparent;
  }

  .maplibregl-canvas {
    position: absolute;
    left: 0;
    top: 0;
    touch-action: none;
    cursor: grab;
  }

  .maplibregl-canvas:active {
    cursor: grabbing;
  }

  .maplibregl-canvas:focus-visible {
    outline-offset: -3px;
  }

  .maplibregl-marker {
    position: absolute;
    left: 0;
    top: 0;
  }

  .maplibregl-control-container {
    display: none;
  }

  .marker,
  .pin {
    pointer-events: none;
  }

  .pin.movable {
    z-index: 3;
    pointer-events: auto;
    cursor: grab;
    touch-action: none;
  }

  .pin.held {
    cursor: grabbing;
  }

  /* A finger needs more room than it is drawn with. */
  .pin.movable::after {
    position: absolute;
    inset: -9px;
    content: '';
  }

  .marker {
    z-index: 2;
  }

  .marker[hidden],
  .pin[hidden] {
    display: none;
  }

  .marker-disc {
    display: grid;
    place-items: center;
    inline-size: 42px;
    block-size: 42px;
    border: 4px solid #fff;
    border-radius: 50%;
    background: var(--_accent);
    box-shadow: 0 2px 10px rgb(0 0 0 / 35%);
    transition: background-color 0.3s;
  }

  .marker svg {
    inline-size: 20px;
    block-size: 20px;
    fill: var(--_on-accent);
  }

  .no-heading svg {
    inline-size: 12px;
    block-size: 12px;
    border-radius: 50%;
    background: var(--_on-accent);
    fill: none;
  }

  .stale .marker-disc {
    background: light-dark(#7b8594, #8d97a6);
  }

  .pin {
    inline-size: 26px;
    block-size: 26px;
    border: 8px solid #fff;
    border-radius: 50%;
    background: #14181f;
    box-shadow: 0 2px 8px rgb(0 0 0 / 35%);
  }

  .technician {
    display: grid;
    place-items: center;
    inline-size: 44px;
    block-size: 44px;
    padding: 0;
    border: 0;
    border-radius: 50%;
    background: none;
    cursor: pointer;
    z-index: 1;
  }

  .drawn ~ .technician {
    position: absolute;
    left: 0;
    top: 0;
  }

  .technician-disc {
    display: grid;
    place-items: center;
    inline-size: 32px;
    block-size: 32px;
    border: 3px solid #fff;
    border-radius: 50%;
    background: var(--_ground);
    color: var(--_ink);
    font: 700 0.6875rem/1 var(--_font);
    letter-spacing: 0.02em;
    box-shadow: 0 1px 6px rgb(0 0 0 / 35%);
    transition: scale 0.15s;
  }

  .technician[aria-pressed='true'] {
    z-index: 2;
  }

  .technician[aria-pressed='true'] .technician-disc {
    scale: 1.3;
    outline: 3px solid var(--_accent);
  }

  /* Pale, not see-through: what lies below would blur the letters. */
  .technician.stale .technician-disc {
    border-color: var(--_surface);
    background: color-mix(in oklab, var(--_surface) 82%, var(--_text));
    color: var(--_text);
  }

  /* Told without colours: square at a door, hollow without a visit. */
  .technician-disc.on_site {
    border-radius: 32%;
  }

  .technician-disc.free:not(.stale, .stale *) {
    background: var(--_surface);
    color: var(--_ground);
    box-shadow:
      inset 0 0 0 2.5px var(--_ground),
      0 1px 6px rgb(0 0 0 / 35%);
  }

  .pin-dot {
    stroke: light-dark(#fff, #0f1216);
    stroke-width: 2;
  }

  .drawn g:has(> .pin-dot) {
    cursor: pointer;
  }

  .pin-glyph {
    fill: none;
    stroke: currentcolor;
    stroke-width: 3;
    stroke-linecap: round;
    stroke-linejoin: round;
    pointer-events: none;
  }

  .credit {
    position: absolute;
    /* What lies over the lower edge of the map must not hide whose map it is. */
    inset-block-end: var(--_map-overlap, 0px);
    inset-inline-end: 0;
    z-index: 3;
    max-inline-size: 100%;
    margin: 0;
    padding: 1px 8px 2px;
    border-start-start-radius: 8px;
    background: var(--_surface);
    color: var(--_muted);
    font-size: 0.6875rem;
  }

  .credit:empty {
    display: none;
  }

  .credit a {
    color: inherit;
  }

  .show-all {
    position: absolute;
    inset-block-start: 12px;
    inset-inline-end: 12px;
    z-index: 3;
    min-block-size: 44px;
    padding: 0 16px;
    border: 1px solid var(--_border);
    border-radius: 999px;
    background: var(--_surface);
    color: var(--_text);
    font: 600 0.9375rem/1 var(--_font);
    box-shadow: var(--_shadow);
    cursor: pointer;
  }

  @media (prefers-reduced-motion: reduce) {
    .marker-disc {
      transition: none;
    }
  }

  @media (forced-colors: active) {
    .marker-disc,
    .pin {
      forced-color-adjust: none;
    }
  }
`;
