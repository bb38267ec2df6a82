import {css} from 'lit';
import {layerStyles} from '../board/board-layers.styles.ts';
import {toastStyles} from '../board/toast.styles.ts';

const ownStyles = css`
  :host {
    display: block;
    color: var(--_text);
    font: 400 0.9375rem/1.4 var(--_font);
  }

  .base {
    position: relative;
    display: grid;
    gap: 14px;
  }

  p,
  h3,
  ul {
    margin: 0;
    padding: 0;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  ul {
    list-style: none;
  }

  h3 {
    font-size: 1rem;
    font-weight: 700;
  }

  button,
  select {
    min-block-size: 40px;
    max-inline-size: 100%;
    padding: 7px 12px;
    border: 1px solid var(--_border);
    border-radius: 10px;
    background: var(--_surface);
    color: inherit;
    font: 600 0.9375rem/1.25 var(--_font);
    cursor: pointer;
    touch-action: manipulation;
  }

  @media (pointer: coarse) {
    button,
    select {
      min-block-size: 44px;
    }
  }

  button:hover,
  select:hover {
    background: var(--_sunken);
  }

  .acts,
  .answers,
  .helpers {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }

  .acts button,
  .helper {
    display: inline-flex;
    align-items: center;
    gap: 8px;
  }

  .danger {
    color: var(--_danger);
  }

  .quiet {
    color: var(--_muted);
  }

  .wish {
    display: grid;
    gap: 8px;
    padding: 12px 14px;
    border: 1px solid var(--_warning);
    border-radius: var(--_radius);
    background: var(--_warning-tint);
  }

  .wish > p,
  .message {
    display: flex;
    gap: 9px;
  }

  .wish svg.icon,
  .message svg.icon {
    margin-block-start: 0.12em;
  }

  .wish svg.icon {
    color: var(--_warning);
  }

  section {
    display: grid;
    gap: 10px;
    padding: 14px 16px;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
  }

  .visit + .visit {
    margin-block-start: 6px;
  }

  .visit button {
    display: grid;
    grid-template-columns: minmax(0, 1fr) auto;
    gap: 2px 12px;
    inline-size: 100%;
    border-inline-start: 4px solid var(--_status-solid, var(--_strong-border));
    font-weight: 400;
    text-align: start;
    overflow-wrap: anywhere;
  }

  .visit button[aria-current] {
    background: var(--_sunken);
  }

  .visit .state {
    color: var(--_status-text, var(--_muted));
    font-weight: 700;
  }

  .helper {
    padding-block: 4px;
    border-radius: 999px;
    font-weight: 500;
  }

  .helper svg.icon {
    color: var(--_muted);
  }

  .message svg.icon {
    color: var(--_muted);
  }

  .message q {
    display: block;
    color: var(--_muted);
    quotes: none;
  }

  .toast-place {
    position: sticky;
    inset-block-end: 12px;
    inset-inline: 0;
  }
`;

export const jobDeskStyles = [layerStyles, toastStyles, ownStyles];
