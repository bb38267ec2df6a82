import {css} from 'lit';

export const jobStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    color: var(--_text);
    background: var(--_sunken);
    font: 400 1rem/1.45 var(--_font);
    -webkit-text-size-adjust: 100%;
  }

  p,
  h2,
  h3,
  ol,
  ul {
    margin: 0;
    padding: 0;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  ol,
  ul {
    list-style: none;
  }

  button,
  a,
  textarea,
  input {
    font: inherit;
    color: inherit;
    touch-action: manipulation;
  }

  .base {
    display: flex;
    flex-direction: column;
    min-block-size: inherit;
    max-inline-size: 44rem;
    margin-inline: auto;
    border-inline-start: 6px solid var(--_status-solid, var(--_strong-border));
  }

  .base.bare {
    border: 0;
  }

  header {
    display: flex;
    align-items: center;
    gap: 12px;
    padding: max(14px, env(safe-area-inset-top)) 20px 14px;
    border-block-end: 1px solid var(--_border);
    background: var(--_status-tint, var(--_surface));
  }

  header.bare {
    padding: 0;
    border: 0;
    background: none;
  }

  header > div {
    min-inline-size: 0;
  }

  .state {
    color: var(--_status-text, var(--_muted));
    font-size: 0.9375rem;
    font-weight: 700;
  }

  h2 {
    font-size: 1.375rem;
    font-weight: 750;
    letter-spacing: -0.015em;
    line-height: 1.2;
  }

  .canceled h2 {
    text-decoration: line-through;
  }

  h3 {
    font-size: 1rem;
    font-weight: 700;
  }

  .body {
    display: grid;
    flex: 1;
    align-content: start;
    gap: 14px;
    padding: 14px 16px 24px;
  }

  section {
    display: grid;
    gap: 10px;
    min-inline-size: 0;
    padding: 14px 16px;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
  }

  .way {
    gap: 0;
    padding: 0;
    overflow: hidden;
    border-color: light-dark(#c2540a, #ffa662);
  }

  .alert {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 10px;
    padding: 10px 16px;
    background: light-dark(#c2540a, #ffa662);
    color: light-dark(#ffffff, #2b1403);
    font-size: 1.0625rem;
    font-weight: 750;
  }

  .way dispatch-map {
    display: block;
    block-size: 13rem;
  }

  .big {
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 10px;
    min-block-size: 56px;
    padding: 8px 16px;
    background: var(--_accent);
    color: var(--_on-accent);
    font-size: 1.0625rem;
    font-weight: 700;
    text-decoration: none;
  }

  .big:focus-visible {
    outline-offset: -5px;
    outline-color: var(--_on-accent);
  }

  .facts {
    gap: 4px;
  }

  .facts .row,
  .facts h3 {
    margin-block-start: 8px;
  }

  .when {
    font-size: 1.0625rem;
    font-weight: 700;
    font-variant-numeric: tabular-nums;
  }

  .when .time {
    white-space: nowrap;
  }

  .access {
    display: flex;
    align-items: baseline;
    gap: 8px;
    font-weight: 650;
  }

  .access svg {
    translate: 0 0.15em;
  }

  .text {
    white-space: pre-line;
  }

  .quiet {
    color: var(--_muted);
    font-size: 0.875rem;
  }

  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 8px 12px;
  }

  .facts .row,
  section > .row {
    justify-content: start;
  }

  .chip {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-block-size: 44px;
    padding: 6px 14px;
    border: 1px solid var(--_border);
    border-radius: 12px;
    background: var(--_surface);
    color: var(--_text);
    font-weight: 600;
    text-decoration: none;
    cursor: pointer;
  }

  .chip:hover {
    background: var(--_sunken);
  }

  .chip[aria-disabled='true'] {
    opacity: 0.6;
  }

  .fold {
    justify-self: start;
    border-color: transparent;
  }

  .fold svg.icon {
    transition: rotate 0.15s;
  }

  .fold[aria-expanded='true'] svg.icon {
    rotate: 45deg;
  }

  footer {
    position: sticky;
    inset-block-end: 0;
    z-index: 1;
    padding: 12px 16px max(18px, env(safe-area-inset-bottom));
    border-block-start: 1px solid var(--_border);
    background: var(--_surface);
  }

  .rest {
    display: grid;
    justify-items: center;
    gap: 14px;
    padding: 12vh 24px;
    color: var(--_muted);
    text-align: center;
    text-wrap: balance;
  }

  .rest svg.icon {
    inline-size: 40px;
    block-size: 40px;
    stroke-width: 1.5;
  }

  .bone {
    block-size: 6rem;
  }

  .bone.tall {
    block-size: 12rem;
  }

  .bone.line {
    block-size: 1.5rem;
  }

  @media (prefers-reduced-motion: reduce) {
    .fold svg.icon {
      transition: none;
    }
  }

  @media (forced-colors: active) {
    .alert {
      border: 2px solid CanvasText;
    }
  }
`;
