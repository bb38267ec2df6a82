import {css} from 'lit';

/** Cards of taps that were not taken, with the small buttons in them. */
export const conflictStyles = css`
  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    padding-block: 4px;
  }

  .chip {
    min-block-size: 44px;
    padding: 6px 14px;
    border: 1px solid var(--_border);
    border-radius: 12px;
    background: var(--_surface);
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }

  .chip:hover {
    background: var(--_sunken);
  }

  .conflict {
    display: grid;
    gap: 4px;
    padding: 12px 14px;
    border: 1px solid var(--_border);
    border-inline-start: 4px solid var(--_danger);
    border-radius: var(--_radius);
    background: var(--_surface);
    overflow-wrap: anywhere;
  }

  .conflict strong {
    color: var(--_danger);
  }

  .conflict .quiet {
    color: var(--_muted);
    font-size: 0.875rem;
  }

  .conflict .chips {
    padding-block: 6px 0;
  }
`;

export const statusButtonStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    color: var(--_text);
    font: 400 1rem/1.4 var(--_font);
    -webkit-text-size-adjust: 100%;
  }

  .base {
    display: grid;
    gap: 10px;
  }

  p,
  h2,
  h3,
  ul {
    margin: 0;
    padding: 0;
  }

  ul {
    list-style: none;
  }

  button {
    font: inherit;
    color: inherit;
    cursor: pointer;
    touch-action: manipulation;
  }

  button[aria-disabled='true'] {
    cursor: default;
  }

  .alerts {
    display: grid;
    gap: 10px;
  }

  /* Always there to be listened to, but takes no room while it says nothing. */
  .alerts:not(:has(*)) {
    position: absolute;
  }

  .minutes {
    display: grid;
    grid-template-columns: repeat(5, minmax(0, 1fr));
    gap: 6px;
    padding-block: 4px;
  }

  .minutes .chip {
    padding-inline: 0;
    font-size: 0.8125rem;
    white-space: nowrap;
  }

  .line {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
    min-block-size: 28px;
    color: var(--_muted);
    font-size: 0.9375rem;
  }

  .line > :first-child {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  .line.bare {
    display: block;
    min-block-size: 0;
    margin-block-end: -10px;
  }

  .line.bare ::slotted(*) {
    display: block;
    margin-block-end: 10px;
  }

  :host([undo-only]) .line:not(.bare) {
    margin-block-end: 10px;
  }

  .waits {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    color: var(--_warning);
    font-weight: 600;
  }

  .undo {
    flex: none;
    min-block-size: 44px;
    margin-block: -8px;
    margin-inline-end: -10px;
    padding: 0 10px;
    border: 0;
    border-radius: 10px;
    background: none;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }

  .undo:hover {
    background: var(--_sunken);
  }

  .row {
    display: flex;
    gap: 10px;
  }

  .big {
    flex: 1;
    min-inline-size: 0;
    min-block-size: 60px;
    padding: 10px 18px;
    border: 2px solid var(--_accent);
    border-radius: var(--_radius);
    background: var(--_accent);
    color: var(--_on-accent);
    font-size: clamp(1.0625rem, 5cqi, 1.25rem);
    font-weight: 700;
    line-height: 1.2;
    overflow-wrap: anywhere;
    hyphens: auto;
  }

  .big:hover {
    background: color-mix(in oklab, var(--_accent) 90%, var(--_text));
  }

  .big:active {
    transform: scale(0.99);
  }

  .big[aria-disabled='true'] {
    border-color: var(--_border);
    background: var(--_sunken);
    color: var(--_muted);
    transform: none;
  }

  .more {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 60px;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    font-size: 1.25rem;
  }

  .more[aria-expanded='true'] {
    background: var(--_sunken);
  }

  .done {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    flex: 1;
    min-block-size: 60px;
    border-radius: var(--_radius);
    background: var(--_sunken);
    font-weight: 650;
  }

  .why,
  .told {
    color: var(--_muted);
    font-size: 0.875rem;
    overflow-wrap: anywhere;
  }

  .told {
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
  }

  .why {
    color: var(--_warning);
    font-weight: 600;
  }

  .panel {
    display: grid;
    gap: 4px;
    max-block-size: 55svh;
    padding-block-end: 8px;
    border-block-end: 1px solid var(--_border);
    overflow-y: auto;
  }

  .panel h3 {
    padding-block: 6px 2px;
    color: var(--_muted);
    font-size: 0.8125rem;
    font-weight: 600;
  }

  .step {
    inline-size: 100%;
    min-block-size: 48px;
    padding: 8px 14px;
    border: 1px solid var(--_border);
    border-radius: 12px;
    background: var(--_surface);
    font-weight: 600;
    text-align: start;
  }

  .panel li + li {
    margin-block-start: 6px;
  }

  .step:hover {
    background: var(--_sunken);
  }

  .step[aria-disabled='true'] {
    border-style: dashed;
    background: none;
    color: var(--_muted);
    font-weight: 500;
  }

  .step .why {
    display: block;
    color: inherit;
    font-size: 0.8125rem;
    font-weight: 400;
  }

  .bone {
    block-size: 60px;
  }

  @media (prefers-reduced-motion: reduce) {
    .big:active {
      transform: none;
    }
  }

  @media (forced-colors: active) {
    .big {
      border-color: ButtonText;
    }

    .big[aria-disabled='true'] {
      border-color: GrayText;
      color: GrayText;
    }
  }
`;
