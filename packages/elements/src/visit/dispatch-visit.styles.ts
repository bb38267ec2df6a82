import {css} from 'lit';

export const visitStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    color: var(--_text);
    font: 400 1rem/1.4 var(--_font);
  }

  p,
  h3 {
    margin: 0;
    min-inline-size: 0;
    font: inherit;
    overflow-wrap: anywhere;
  }

  .base {
    position: relative;
    border: 1px solid var(--_border);
    border-inline-start: 4px solid var(--_status-solid, var(--_strong-border));
    border-radius: var(--_radius);
    background: var(--_surface);
  }

  .base:has(.open:hover) {
    background: color-mix(in oklab, var(--_surface) 96%, var(--_text));
  }

  .base:has(.open:focus-visible) {
    outline: 3px solid var(--_accent);
    outline-offset: 2px;
  }

  .state {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 8px;
    color: var(--_status-text, var(--_muted));
    font-weight: 650;
    font-size: 0.9375rem;
    font-variant-numeric: tabular-nums;
  }

  .how {
    display: flex;
    gap: 8px;
    min-inline-size: 0;
  }

  .how svg.icon {
    margin-block-start: 0.13em;
  }

  .warning {
    color: var(--_danger);
    font-weight: 650;
    font-size: 0.875rem;
  }

  .title {
    font-weight: 700;
    line-height: 1.25;
    hyphens: auto;
    hyphenate-limit-chars: 14 6 6;
  }

  .canceled .title {
    text-decoration: line-through;
  }

  .quiet {
    color: var(--_muted);
    font-size: 0.9375rem;
  }

  .open {
    padding: 0;
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    text-align: start;
    cursor: pointer;
  }

  .open:focus-visible {
    outline: none;
  }

  /* The whole card can be tapped, and says the title alone to who listens. */
  .open::after {
    content: '';
    position: absolute;
    inset: 0;
    border-radius: inherit;
  }

  ::slotted(*) {
    position: relative;
  }

  .item {
    display: grid;
    gap: 4px;
    padding: 14px 18px;
  }

  .item .title {
    font-size: 1.0625rem;
  }

  .card {
    display: grid;
    gap: 8px;
    padding: 18px 20px;
  }

  .card .title {
    font-size: clamp(1.25rem, 6cqi, 1.5rem);
    font-weight: 750;
    letter-spacing: -0.01em;
  }

  .card .quiet {
    font-size: 1rem;
  }

  .card .when {
    color: var(--_text);
  }

  .row {
    display: grid;
    grid-template: 'time state' 'text text' 'who who' / auto minmax(0, 1fr);
    align-items: center;
    gap: 2px 12px;
    padding: 10px 16px;
    border-width: 0 0 1px;
    border-inline-start-width: 4px;
    border-radius: 0;
    font-size: 0.9375rem;
  }

  .row .text {
    grid-area: text;
    min-inline-size: 0;
  }

  .row .state {
    grid-area: state;
  }

  .row .who {
    grid-area: who;
  }

  .row .time {
    grid-area: time;
    font-weight: 650;
    font-variant-numeric: tabular-nums;
  }

  .row .quiet {
    font-size: 0.875rem;
  }

  @container (inline-size >= 40rem) {
    .row {
      grid-template: 'time state text who' / 6rem 10rem minmax(0, 1fr) minmax(6rem, 12rem);
    }

    .row ::slotted(*) {
      grid-row: 1;
    }
  }
`;
