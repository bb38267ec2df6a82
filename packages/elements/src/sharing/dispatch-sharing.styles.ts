import {css} from 'lit';

export const sharingStyles = css`
  :host {
    display: block;
    color: var(--_text);
    font: 400 1rem/1.4 var(--_font);
    -webkit-text-size-adjust: 100%;
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

  button,
  a {
    font: inherit;
    color: inherit;
    cursor: pointer;
    touch-action: manipulation;
  }

  .base {
    max-inline-size: 44rem;
    margin-inline: auto;
    border-block-end: 1px solid var(--_border);
    background: var(--_surface);
  }

  .line {
    display: flex;
    align-items: center;
    gap: 10px;
    min-block-size: 52px;
    padding: 4px 8px 4px 20px;
    padding-inline: 20px 8px;
    color: var(--_muted);
  }

  .line p {
    flex: 1;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  .line strong {
    font-weight: 650;
  }

  .detail {
    display: block;
    font-size: 0.8125rem;
    line-height: 1.3;
  }

  .line.office,
  .line.customer {
    color: var(--_good);
  }

  .line.paused {
    color: var(--_warning);
  }

  .warning {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 10px;
    align-items: center;
    padding: 0 20px 12px;
    color: var(--_muted);
    font-size: 0.9375rem;
  }

  .warning p {
    flex: 1 1 100%;
  }

  .warning.strong {
    color: var(--_warning);
  }

  .options {
    display: grid;
    gap: 10px;
    padding: 2px 20px 16px;
  }

  .options .warning,
  .pair .warning {
    padding: 0;
  }

  .quiet {
    color: var(--_muted);
    font-size: 0.9375rem;
  }

  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }

  .chip {
    min-block-size: 44px;
    padding: 6px 14px;
    border: 1px solid var(--_border);
    border-radius: 12px;
    background: var(--_surface);
    color: var(--_text);
    font-size: 0.9375rem;
    font-weight: 600;
  }

  .chip.first {
    border-color: transparent;
    background: var(--_accent);
    color: var(--_on-accent);
  }

  .chip:not(.first):hover {
    background: var(--_sunken);
  }

  .more {
    display: grid;
    flex: none;
    place-items: center;
    inline-size: 44px;
    block-size: 44px;
    padding: 0;
    border: 0;
    border-radius: 12px;
    background: none;
    color: var(--_muted);
  }

  .more:hover {
    background: var(--_sunken);
  }

  .switch {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
    min-block-size: 48px;
    padding: 6px 0;
    border: 0;
    background: none;
    font-weight: 600;
    text-align: start;
  }

  .knob {
    flex: none;
    inline-size: 48px;
    block-size: 28px;
    padding: 3px;
    border: 1px solid var(--_strong-border);
    border-radius: 14px;
    background: var(--_sunken);
  }

  .knob::before {
    display: block;
    inline-size: 20px;
    block-size: 20px;
    border-radius: 50%;
    background: var(--_strong-border);
    content: '';
    transition: margin 0.15s;
  }

  [aria-checked='true'] .knob {
    border-color: var(--_accent);
    background: var(--_accent);
  }

  [aria-checked='true'] .knob::before {
    margin-inline-start: 20px;
    background: var(--_on-accent);
  }

  dialog {
    inline-size: min(30rem, 100vw);
    max-inline-size: 100vw;
    max-block-size: 100dvh;
    padding: 0;
    border: 0;
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    box-shadow: var(--_shadow);
  }

  dialog::backdrop {
    background: rgb(10 14 20 / 55%);
  }

  .pair {
    display: grid;
    gap: 14px;
    padding: 12px 20px 24px;
  }

  .pair header {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
    margin-inline-end: -12px;
  }

  .pair h2 {
    font-size: 1.25rem;
    font-weight: 700;
    line-height: 1.25;
  }

  .pair h3 {
    margin-block-start: 6px;
    font-size: 1rem;
    font-weight: 700;
  }

  .apps {
    display: grid;
    gap: 10px;
  }

  .big {
    display: grid;
    place-items: center;
    min-block-size: 52px;
    padding: 8px 16px;
    border: 1px solid transparent;
    border-radius: var(--_radius);
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 700;
    text-align: center;
    text-decoration: none;
  }

  .big[aria-disabled='true'],
  .chip[aria-disabled='true'] {
    opacity: 0.6;
  }

  /* Scanners want it dark on light, also in the dark. */
  .qr {
    justify-self: center;
    inline-size: min(100%, 18rem);
    border-radius: 12px;
    background: #ffffff;
    fill: #000000;
    forced-color-adjust: none;
  }

  .pair ul {
    display: grid;
    gap: 8px;
  }

  .pair li {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
  }

  .pair li p {
    display: grid;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  @media (prefers-reduced-motion: reduce) {
    .knob::before {
      transition: none;
    }
  }
`;
