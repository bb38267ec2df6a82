import {css} from 'lit';
import {placedStyles} from '../board/desk.styles.ts';

export const dashboardStyles = css`
  ${placedStyles}

  .base {
    position: relative;
    display: grid;
    grid-template: auto auto minmax(0, 1fr) / minmax(0, 1fr);
    block-size: 100%;
    min-block-size: inherit;
    max-block-size: inherit;
  }

  p {
    margin: 0;
  }

  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 20px;
    padding: 8px 20px;
    border-block-end: 1px solid var(--_border);
  }

  .who {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 10px;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  .who b {
    font-size: 1.0625rem;
    font-weight: 750;
    letter-spacing: -0.01em;
  }

  .quiet {
    color: var(--_muted);
  }

  button {
    min-block-size: 40px;
    border: 0;
    border-radius: 9px;
    background: none;
    color: inherit;
    font: 500 0.9375rem/1.2 var(--_font);
    cursor: pointer;
    touch-action: manipulation;
  }

  @media (pointer: coarse) {
    button {
      min-block-size: 44px;
    }
  }

  /* On a phone what does not fit is reached by pushing it aside. */
  .views,
  .counts {
    display: flex;
    gap: 4px;
    min-inline-size: 0;
    overflow-x: auto;
    overscroll-behavior-x: contain;
    scrollbar-width: none;
  }

  .views {
    flex: 1 1 auto;
    margin-inline: -6px;
    padding: 3px;
  }

  .views button {
    display: inline-flex;
    align-items: center;
    flex: none;
    gap: 7px;
    padding: 6px 12px;
    color: var(--_muted);
    white-space: nowrap;
  }

  .views button:hover {
    background: var(--_sunken);
  }

  .views [aria-current] {
    background: var(--_sunken);
    color: var(--_text);
    font-weight: 700;
  }

  .badge {
    min-inline-size: 1.4rem;
    padding: 2px 6px;
    border-radius: 999px;
    background: var(--_accent);
    color: var(--_on-accent);
    font-size: 0.8125rem;
    font-weight: 700;
    font-variant-numeric: tabular-nums;
    text-align: center;
  }

  .counts {
    gap: 6px;
    padding: 8px 17px;
    border-block-end: 1px solid var(--_border);
    background: var(--_sunken);
  }

  .count {
    display: inline-flex;
    align-items: baseline;
    flex: none;
    gap: 7px;
    min-block-size: 40px;
    padding: 9px 12px;
    border: 1px solid transparent;
    border-radius: 9px;
    font-weight: 500;
    white-space: nowrap;
  }

  .count b {
    color: var(--_status-text, inherit);
    font-size: 1.1875rem;
    font-weight: 750;
    line-height: 1;
    font-variant-numeric: tabular-nums;
  }

  .count.late b {
    color: var(--_danger);
  }

  .count.none b {
    color: var(--_muted);
    font-weight: 600;
  }

  button.count:hover {
    background: var(--_surface);
  }

  .count[aria-pressed='true'] {
    border-color: var(--_strong-border);
    background: var(--_surface);
  }

  .main {
    display: grid;
    min-block-size: 0;
    min-inline-size: 0;
  }

  .main > * {
    min-block-size: 0;
    min-inline-size: 0;
  }

  .main dispatch-map {
    block-size: 100%;
  }

  .page {
    overflow-y: auto;
    outline: 0;
  }

  .side {
    display: grid;
    grid-template-rows: minmax(0, 1fr);
    min-block-size: 0;
    min-inline-size: 0;
    border-inline-start: 1px solid var(--_border);
    background: var(--_sunken);
  }

  .side dispatch-map {
    block-size: 100%;
    min-block-size: 0;
  }

  .side dispatch-job {
    min-block-size: 0;
    overflow-y: auto;
  }

  .close {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 40px;
    order: 2;
    margin-inline-start: auto;
  }

  .close:hover {
    background: var(--_sunken);
  }

  .mapped {
    grid-template-rows: auto auto minmax(0, 1fr) clamp(150px, 28%, 320px);
  }

  .mapped .side {
    border-block-start: 1px solid var(--_border);
    border-inline-start: 0;
  }

  /* Where there is no room beside the list, a job lies over it. */
  .base:not(.sided) dispatch-job {
    position: absolute;
    z-index: 3;
    inset-block: 0;
    inset-inline-end: 0;
    inline-size: min(30rem, 100%);
    background: var(--_sunken);
    box-shadow: var(--_shadow);
  }

  .sided {
    grid-template-columns: minmax(0, 68fr) minmax(22rem, 32fr);
  }

  .sided > .bar,
  .sided > .counts {
    grid-column: 1 / -1;
  }

  .sided .opened:has(dispatch-map) {
    grid-template-rows: minmax(9rem, 30%) minmax(0, 1fr);
  }

  @container (width < 36rem) {
    .bar {
      padding-inline: 14px;
    }

    .counts {
      padding-inline: 8px;
    }
  }
`;
