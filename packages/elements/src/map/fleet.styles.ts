import {css} from 'lit';

/** What lies over the map of a fleet; it comes with the first of them. */
export const fleetStyles = css`
  .fleet {
    position: absolute;
    inset: 0;
    z-index: 3;
    display: flex;
    flex-direction: column;
    gap: 8px;
    padding: 12px 12px 28px;
    pointer-events: none;
  }

  .fleet-names {
    position: absolute;
    inset: 0;
    overflow: hidden;
    direction: ltr;
  }

  /* Read by its letters alone on any ground: a plate would hide more of the map than the name. */
  .fleet-name {
    position: absolute;
    left: 0;
    top: 0;
    max-inline-size: 150px;
    overflow: hidden;
    color: var(--_text);
    font: 600 12px/18px var(--_font);
    text-overflow: ellipsis;
    text-shadow:
      0 0 2px var(--_surface),
      0 0 2px var(--_surface),
      1px 1px 1px var(--_surface),
      -1px -1px 1px var(--_surface),
      1px -1px 1px var(--_surface),
      -1px 1px 1px var(--_surface),
      0 0 4px var(--_surface);
    white-space: nowrap;
    opacity: 0;
    transition: opacity 0.15s;
  }

  .fleet-name.shown {
    opacity: 1;
  }

  @media (prefers-reduced-motion: reduce) {
    .fleet-name {
      transition: none;
    }
  }

  .fleet-side {
    position: relative;
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    gap: 8px;
    min-block-size: 0;
  }

  .fleet-toggle,
  .fleet-list,
  .fleet-card-place {
    pointer-events: auto;
  }

  .fleet-card-place {
    position: absolute;
    left: 0;
    top: 0;
    inline-size: 19rem;
    max-inline-size: calc(100% - 16px);
  }

  /* Where it finds no room beside its marker it stands at the lower edge, and the list gets shorter by it. */
  .docked .fleet-card-place {
    position: relative;
    flex: none;
    inline-size: 100%;
    max-inline-size: 100%;
    margin-block-start: auto;
  }

  .fleet-card-place[hidden] {
    display: none;
  }

  .fleet-card {
    display: grid;
    gap: 6px;
    padding: 12px 14px 14px;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    box-shadow: var(--_shadow);
    overflow-wrap: anywhere;
  }

  .fleet-card p {
    margin: 0;
  }

  .card-name {
    display: flex;
    align-items: center;
    gap: 8px;
    font-size: 1rem;
  }

  .card-status {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 10px;
  }

  .card-late,
  .card-stale {
    display: flex;
    align-items: flex-start;
    gap: 6px;
    color: var(--_danger);
    font-weight: 600;
  }

  .card-stale {
    color: var(--_warning);
  }

  .card-late .icon,
  .card-stale .icon {
    margin-block-start: 2px;
  }

  .card-what {
    font-weight: 600;
  }

  .card-next {
    padding-block-start: 6px;
    border-block-start: 1px solid var(--_border);
  }

  .fleet-card .quiet {
    color: var(--_muted);
  }

  .card-open {
    min-block-size: 44px;
    margin-block-start: 4px;
    padding: 0 16px;
    border: 1px solid var(--_strong-border);
    border-radius: 9px;
    background: none;
    color: inherit;
    font: 600 0.9375rem/1.2 var(--_font);
    cursor: pointer;
  }

  .card-open:hover {
    background: var(--_sunken);
  }

  .drawn .day-casing {
    stroke-width: 7;
  }

  .drawn .day-ahead,
  .drawn .day-rest {
    stroke: var(--_accent);
    stroke-width: 4;
  }

  .drawn .day-rest {
    stroke-width: 3;
    stroke-dasharray: 6 5;
    stroke-linecap: butt;
  }

  .day-stop {
    pointer-events: none;
  }

  .day-stop circle {
    fill: var(--_accent);
    stroke: var(--_surface);
    stroke-width: 2;
  }

  .day-stop text {
    fill: var(--_on-accent);
    font: 700 11px/1 var(--_font);
    text-anchor: middle;
    dominant-baseline: central;
  }

  .fleet-toggle {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    flex: none;
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

  .fleet-list {
    display: flex;
    flex-direction: column;
    gap: 8px;
    inline-size: 18rem;
    max-inline-size: 100%;
    min-block-size: 0;
    padding: 10px;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    box-shadow: var(--_shadow);
  }

  .fleet-list[hidden] {
    display: none;
  }

  .fleet-list input {
    min-block-size: 44px;
    padding-inline: 12px;
    border: 1px solid var(--_strong-border);
    border-radius: 9px;
    background: none;
    color: inherit;
    font: 400 0.9375rem/1.25 var(--_font);
  }

  .fleet-list input::placeholder {
    color: var(--_muted);
    opacity: 1;
  }

  .fleet-found {
    min-block-size: 0;
    overflow-y: auto;
  }

  .fleet-list ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .fleet-list .fleet-group {
    padding-block: 8px 4px;
    font-weight: 600;
  }

  .pin-disc {
    flex: none;
    inline-size: 32px;
    block-size: 32px;
    display: grid;
    place-items: center;
    border: 5px solid transparent;
    border-radius: 50%;
    background: var(--_ground) padding-box;
    color: var(--_ink);
    font-size: 0.8125rem;
  }

  .fleet-list li button {
    display: flex;
    align-items: center;
    gap: 10px;
    inline-size: 100%;
    min-block-size: 48px;
    padding: 4px 8px;
    border: 0;
    border-radius: 9px;
    background: none;
    color: inherit;
    font: inherit;
    text-align: start;
    cursor: pointer;
  }

  .fleet-list li button:hover,
  .fleet-list li button[aria-pressed='true'] {
    background: var(--_sunken);
  }

  .fleet-list li button[aria-pressed='true'] {
    box-shadow: inset 0 0 0 2px var(--_accent);
  }

  .fleet-list .technician-disc,
  .fleet-card .technician-disc {
    flex: none;
    border-width: 0;
    box-shadow: none;
  }

  .fleet-list .technician-disc.stale,
  .fleet-card .technician-disc.stale {
    background: color-mix(in oklab, var(--_surface) 82%, var(--_text));
    color: var(--_text);
  }

  .fleet-list :focus-visible {
    outline-offset: -2px;
  }

  .fleet-who {
    display: grid;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  .fleet-who small,
  .fleet-list p {
    color: var(--_muted);
    font-size: 0.8125rem;
  }

  .fleet-list p {
    margin: 0;
    padding-inline: 8px;
  }

  .fleet-list p:empty {
    display: none;
  }
`;
