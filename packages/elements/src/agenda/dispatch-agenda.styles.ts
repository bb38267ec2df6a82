import {css} from 'lit';

export const agendaStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    color: var(--_text);
    background: var(--_sunken);
    font: 400 1rem/1.4 var(--_font);
    -webkit-text-size-adjust: 100%;
  }

  .base {
    display: flex;
    flex-direction: column;
    min-block-size: inherit;
    block-size: 100%;
    max-inline-size: 44rem;
    margin-inline: auto;
  }

  p,
  h2,
  h3,
  ol {
    margin: 0;
    padding: 0;
  }

  ol {
    display: grid;
    gap: 12px;
    list-style: none;
  }

  .head {
    padding: max(20px, env(safe-area-inset-top)) 20px 14px;
    background: var(--_surface);
  }

  .date {
    color: var(--_muted);
    font-size: 0.9375rem;
  }

  h2 {
    font-size: 1.75rem;
    font-weight: 750;
    letter-spacing: -0.02em;
    line-height: 1.15;
  }

  .count {
    color: var(--_muted);
    font-weight: 400;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }

  .banner {
    display: flex;
    align-items: center;
    gap: 10px;
    padding: 10px 20px;
    border-block: 1px solid color-mix(in srgb, var(--_warning) 22%, transparent);
    background: var(--_warning-tint);
    color: var(--_warning);
    font-weight: 650;
    font-size: 0.9375rem;
  }

  .enroute {
    justify-content: center;
    border: 0;
    border-radius: var(--_radius);
    background: light-dark(#c2540a, #ffa662);
    color: light-dark(#ffffff, #2b1403);
    font-size: 1.0625rem;
    font-weight: 750;
  }

  .list {
    display: grid;
    flex: 1;
    align-content: start;
    gap: 12px;
    min-inline-size: 0;
    padding: 16px;
  }

  .alerts {
    display: grid;
    gap: 10px;
  }

  .alerts:not(:has(*)) {
    position: absolute;
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 10px;
    padding-block-start: 6px;
  }

  .action {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-block-size: 48px;
    padding: 8px 16px;
    border: 1px solid var(--_border);
    border-radius: 12px;
    background: var(--_surface);
    color: var(--_text);
    font: 600 1rem/1.2 var(--_font);
    text-decoration: none;
    cursor: pointer;
  }

  .action:hover {
    background: var(--_sunken);
  }

  .action.first {
    background: var(--_sunken);
    font-weight: 700;
  }

  .unplaced {
    color: var(--_muted);
    font-size: 0.875rem;
  }

  .fold {
    justify-self: start;
    border-color: transparent;
    background: none;
    color: var(--_muted);
  }

  .fold svg.icon {
    transition: rotate 0.15s;
  }

  .fold[aria-expanded='true'] svg.icon {
    rotate: 45deg;
  }

  .rest {
    display: grid;
    justify-items: center;
    gap: 6px;
    padding: 12vh 24px;
    color: var(--_muted);
    text-align: center;
    text-wrap: balance;
  }

  .rest h3 {
    color: var(--_text);
    font-size: 1.25rem;
    font-weight: 700;
  }

  .rest svg.icon {
    inline-size: 40px;
    block-size: 40px;
    color: var(--_good);
    stroke-width: 1.6;
  }

  .rest.lost svg.icon {
    color: var(--_muted);
  }

  .problem {
    max-inline-size: 100%;
    margin-block-start: 14px;
    padding: 12px 14px;
    border-radius: var(--_radius);
    background: var(--_surface);
    font:
      400 0.8125rem/1.5 ui-monospace,
      monospace;
    text-align: start;
    overflow-wrap: anywhere;
  }

  .foot {
    position: sticky;
    inset-block-end: 0;
    z-index: 1;
    padding: 12px 16px max(18px, env(safe-area-inset-bottom));
    border-block-start: 1px solid var(--_border);
    background: var(--_surface);
  }

  /* Nothing is left to be undone. */
  .foot:not(:has(dispatch-status-button:not(:state(empty)))) {
    position: absolute;
    padding: 0;
    border: 0;
  }

  .seen {
    color: var(--_muted);
    font-size: 0.875rem;
  }

  .seen.paused {
    color: var(--_warning);
  }

  .bone {
    block-size: 6rem;
  }

  .bone.tall {
    block-size: 12rem;
  }

  @media (prefers-reduced-motion: reduce) {
    .fold svg.icon {
      transition: none;
    }
  }

  @media (forced-colors: active) {
    .enroute {
      border: 2px solid CanvasText;
    }
  }

  @container (inline-size >= 44rem) {
    .base {
      border-inline: 1px solid var(--_border);
    }
  }
`;
