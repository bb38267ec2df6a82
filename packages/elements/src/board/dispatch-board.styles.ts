import {css} from 'lit';
import {barStyles} from './board-bar.styles.ts';
import {layerStyles} from './board-layers.styles.ts';
import {markStyles} from './board-marks.styles.ts';
import {listStyles} from './board-list.styles.ts';
import {deskStyles, placedStyles} from './desk.styles.ts';
import {toastStyles} from './toast.styles.ts';

/** What stands around a list of an office: bar, buttons, banner, and what stands in its place. */
export const frame = css`
  ${placedStyles}

  .base {
    position: relative;
    display: flex;
    flex-direction: column;
    block-size: 100%;
    min-block-size: inherit;
    max-block-size: inherit;
  }

  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 10px 16px;
    padding: 12px 20px;
    border-block-end: 1px solid var(--_border);
  }

  h2 {
    font-size: 1.125rem;
    font-weight: 700;
  }

  .lists,
  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
  }

  /* On a line of their own they fill it, so that both lines begin and end at the same edges. */
  .tools {
    flex: 1 1 auto;
    justify-content: flex-end;
  }

  button,
  select {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 7px;
    min-block-size: 36px;
    max-inline-size: 100%;
    padding: 5px 12px;
    border: 1px solid var(--_border);
    border-radius: 9px;
    background: var(--_surface);
    color: var(--_text);
    font: 500 0.875rem/1.25 var(--_font);
    cursor: pointer;
  }

  select {
    max-inline-size: 11rem;
    text-overflow: ellipsis;
  }

  button:hover,
  select:hover {
    background: var(--_sunken);
  }

  button[aria-pressed='true'] {
    background: var(--_sunken);
    font-weight: 700;
  }

  .lists button:not([aria-pressed='true']) {
    color: var(--_muted);
  }

  .count {
    color: var(--_muted);
    font-weight: 400;
    font-variant-numeric: tabular-nums;
  }

  button.primary {
    border-color: var(--_accent);
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 600;
  }

  button.round {
    inline-size: 36px;
    padding: 0;
    color: var(--_muted);
  }

  kbd {
    min-inline-size: 1.5em;
    padding: 1px 5px;
    border: 1px solid var(--_border);
    border-radius: 5px;
    color: var(--_muted);
    font: 500 0.75rem/1.3 var(--_font);
    text-align: center;
  }

  .bones {
    padding: 20px;
  }

  .bone {
    display: grid;
    grid-template-columns: 5rem 8rem 1fr;
    gap: 24px;
    padding-block: 17px;
    border-block-end: 1px solid var(--_border);
  }

  .bone i {
    block-size: 12px;
    border-radius: 6px;
    background: var(--_border);
    animation: breathe 1.6s ease-in-out infinite alternate;
  }

  .bone i:last-child {
    max-inline-size: 20rem;
  }

  @keyframes breathe {
    to {
      opacity: 0.45;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .bone i {
      animation: none;
    }
  }
`;

export const boardStyles = [deskStyles, frame, barStyles, listStyles, markStyles, layerStyles, toastStyles];
