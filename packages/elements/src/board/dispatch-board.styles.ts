import {css} from 'lit';

const frame = css`
  :host {
    display: block;
    block-size: 100%;
    min-block-size: 20rem;
    container-type: inline-size;
    color: var(--_text);
    background: var(--_surface);
    font: 400 0.9375rem/1.35 var(--_font);
    -webkit-text-size-adjust: 100%;
  }

  .base {
    position: relative;
    display: flex;
    flex-direction: column;
    block-size: 100%;
    min-block-size: inherit;
    max-block-size: inherit;
  }

  h2,
  h3,
  p {
    margin: 0;
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

  .tools {
    margin-inline-start: auto;
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

  .search {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    min-block-size: 36px;
    inline-size: 17rem;
    max-inline-size: 100%;
    padding-inline: 11px 8px;
    border: 1px solid var(--_strong-border);
    border-radius: 9px;
    color: var(--_muted);
  }

  .search:focus-within {
    outline: 3px solid var(--_accent);
    outline-offset: 1px;
  }

  .search input {
    flex: 1;
    min-inline-size: 0;
    align-self: stretch;
    padding: 0;
    border: 0;
    outline: 0;
    background: none;
    color: var(--_text);
    font: 400 0.875rem/1.25 var(--_font);
    appearance: none;
  }

  .search input::placeholder {
    color: var(--_muted);
    opacity: 1;
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

  .banner {
    display: flex;
    align-items: center;
    gap: 10px;
    padding: 9px 20px;
    background: var(--_warning-tint);
    color: var(--_warning);
    font-weight: 600;
    font-size: 0.875rem;
  }

  .empty {
    display: flex;
    flex: 1;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: 10px;
    padding: 48px 24px;
    color: var(--_muted);
    text-align: center;
  }

  .empty h3 {
    color: var(--_text);
    font-size: 1.0625rem;
  }

  .empty > svg.icon {
    font-size: 1.75rem;
  }

  .empty .advice {
    max-inline-size: 44rem;
    margin-block-start: 10px;
    padding: 12px 14px;
    border: 1px dashed var(--_strong-border);
    border-radius: 10px;
    color: var(--_text);
    font:
      400 0.8125rem/1.5 ui-monospace,
      monospace;
    text-align: start;
    overflow-wrap: anywhere;
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

const list = css`
  .scroller {
    flex: 1;
    min-block-size: 0;
    overflow: hidden auto;
    overflow-anchor: none;
    overscroll-behavior: contain;
    outline: 0;
    contain: strict;
  }

  .scroller[hidden] {
    display: none;
  }

  .section {
    display: flex;
    align-items: end;
    min-block-size: 41px;
    padding: 12px 20px 8px;
    border-block-end: 1px solid var(--_border);
    font-size: 0.875rem;
  }

  .section .count {
    margin-inline-start: 6px;
  }

  .row {
    position: relative;
    display: grid;
    grid-template-columns: 8.25rem 10rem minmax(0, 1fr) minmax(0, 11.5rem) 8.75rem 44px;
    grid-template-areas: 'time status what who eta more';
    align-items: center;
    column-gap: 14px;
    min-block-size: var(--dispatch-board-row-height, 53px);
    padding-block: 6px;
    padding-inline: 24px 12px;
    border-block-end: 1px solid var(--_border);
    background: var(--_surface);
    cursor: pointer;
  }

  .row::before {
    content: '';
    position: absolute;
    inset-block: 0;
    inset-inline-start: 0;
    inline-size: 4px;
    background: var(--_status-solid, var(--_border));
  }

  .row:hover {
    background: var(--_sunken);
  }

  .row.selected {
    background: color-mix(in srgb, var(--_accent) 9%, var(--_surface));
  }

  .row:focus-visible {
    outline-offset: -3px;
    z-index: 1;
  }

  .row > * {
    min-inline-size: 0;
  }

  .time {
    grid-area: time;
    display: flex;
    flex-direction: column;
  }

  .clock {
    font-weight: 700;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }

  .time .urgent,
  .time .quiet {
    font-size: 0.75rem;
    white-space: nowrap;
  }

  .quiet {
    color: var(--_muted);
  }

  .urgent {
    color: var(--_danger);
    font-weight: 650;
  }

  .status {
    grid-area: status;
    display: flex;
    flex-direction: column;
    gap: 1px;
    color: var(--_status-text, var(--_muted));
    font-size: 0.875rem;
  }

  .word {
    display: inline-flex;
    align-items: center;
    gap: 7px;
    font-weight: 650;
    overflow-wrap: anywhere;
  }

  .ask {
    color: var(--_danger);
    font-size: 0.75rem;
    font-weight: 650;
  }

  .what {
    grid-area: what;
  }

  .title,
  .where,
  .name {
    display: block;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .title {
    font-weight: 650;
  }

  .row.canceled .title {
    text-decoration: line-through;
  }

  .where {
    color: var(--_muted);
    font-size: 0.8125rem;
  }

  .who {
    grid-area: who;
    display: flex;
    align-items: center;
    gap: 9px;
    font-size: 0.875rem;
  }

  .avatar {
    display: grid;
    place-items: center;
    inline-size: 28px;
    block-size: 28px;
    flex: none;
    border: 1px solid var(--_border);
    border-radius: 50%;
    background: var(--_sunken);
    font: 700 0.6875rem/1 var(--_font);
  }

  .eta {
    grid-area: eta;
    color: var(--_muted);
    font-size: 0.8125rem;
    font-variant-numeric: tabular-nums;
  }

  .more {
    grid-area: more;
  }

  .more button {
    inline-size: 40px;
    block-size: 40px;
    padding: 0;
    border-color: transparent;
    background: none;
    color: var(--_muted);
  }

  .more button:hover,
  .more button[aria-expanded='true'] {
    background: var(--_border);
  }

  .row.complete .clock,
  .row.canceled .clock,
  .row.canceled .title,
  .row.declined .title {
    color: var(--_muted);
  }

  @container (width < 62rem) {
    .row {
      grid-template-columns: 7.75rem 8.5rem minmax(0, 1fr) minmax(0, 9rem) 44px;
      grid-template-areas: 'time status what who more';
    }

    .eta {
      display: none;
    }
  }

  @container (width < 44rem) {
    .bar {
      padding: 10px 14px;
    }

    .tools {
      flex: 1 1 100%;
      margin: 0;
    }

    .lists {
      flex-wrap: nowrap;
      overflow-x: auto;
      margin-inline: -14px;
      padding: 3px 14px;
      inline-size: calc(100% + 28px);
      scrollbar-width: none;
    }

    .lists button {
      flex: none;
    }

    .search {
      flex: 1 1 100%;
      inline-size: auto;
    }

    .tools select {
      flex: 1 1 0;
      min-inline-size: 0;
    }

    .tools .round,
    .bar .primary span,
    .search kbd {
      display: none;
    }

    .bar .primary {
      flex: none;
      inline-size: 52px;
      padding: 0;
    }

    .section {
      padding-inline: 14px;
    }

    .row {
      grid-template-columns: minmax(0, 1fr) auto 44px;
      grid-template-areas: 'time who more' 'what who more';
      row-gap: 2px;
      padding-block: 9px;
      padding-inline: 14px 4px;
    }

    .row .status {
      grid-area: time;
      align-self: start;
      flex-flow: row wrap;
      column-gap: 8px;
      padding-inline-start: 5.75rem;
      line-height: 1.45;
    }

    .time .urgent,
    .time .quiet {
      margin-block-start: 1px;
    }

    .who .name {
      display: none;
    }

    .what {
      padding-inline-end: 8px;
    }
  }

  @media (pointer: coarse) {
    button,
    select,
    .search {
      min-block-size: 44px;
    }

    .more button {
      inline-size: 44px;
      block-size: 44px;
    }
  }

  @media (forced-colors: active) {
    .row::before {
      background: CanvasText;
    }

    .row.selected {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;

const layers = css`
  .menu {
    position: fixed;
    inset: auto;
    margin: 0;
    inline-size: max-content;
    min-inline-size: 13rem;
    padding: 6px;
    border: 1px solid var(--_border);
    border-radius: 12px;
    background: var(--_surface);
    color: var(--_text);
    box-shadow: var(--_shadow);
  }

  .menu:popover-open {
    display: flex;
    flex-direction: column;
  }

  .menu button {
    inline-size: 100%;
    min-block-size: 40px;
    justify-content: flex-start;
    border-color: transparent;
    background: none;
  }

  .menu button:hover,
  .menu button:focus-visible {
    background: var(--_sunken);
  }

  .menu button.danger {
    color: var(--_danger);
  }

  .menu span {
    flex: 1;
    text-align: start;
  }

  .toast-place {
    position: absolute;
    inset-block-end: 16px;
    inset-inline: 16px;
    display: flex;
    pointer-events: none;
  }

  .toast {
    display: flex;
    align-items: center;
    gap: 14px;
    max-inline-size: 44rem;
    padding: 9px 8px 9px 18px;
    padding-inline: 18px 8px;
    border-radius: 12px;
    background: light-dark(#14181f, #eef1f5);
    color: light-dark(#ffffff, #14181f);
    box-shadow: var(--_shadow);
    pointer-events: auto;
  }

  .toast[hidden] {
    display: none;
  }

  .toast p {
    overflow-wrap: anywhere;
  }

  .toast button {
    border-color: transparent;
    background: none;
    color: inherit;
    flex: none;
  }

  .toast .undo {
    color: light-dark(#9dbbff, #174bc4);
    font-weight: 700;
    font-variant-numeric: tabular-nums;
  }

  .toast button:hover {
    background: color-mix(in srgb, currentcolor 18%, transparent);
  }

  .plain {
    inline-size: 36px;
    padding: 0;
  }

  dialog.keys {
    inline-size: min(24rem, 100vw - 24px);
    padding: 18px 20px;
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) + 4px);
    background: var(--_surface);
    color: var(--_text);
    box-shadow: var(--_shadow);
  }

  dialog.keys::backdrop {
    background: rgb(10 14 20 / 45%);
  }

  .keys header {
    display: flex;
    align-items: center;
    justify-content: space-between;
    margin-block-end: 8px;
  }

  .keys .plain {
    border-color: transparent;
  }

  .keys dl {
    margin: 0;
  }

  .keys dl div {
    display: flex;
    gap: 16px;
    padding-block: 5px;
  }

  .keys dt {
    display: flex;
    gap: 4px;
    inline-size: 7rem;
    flex: none;
  }

  .keys dd {
    margin: 0;
  }

  .keys kbd {
    display: inline-block;
  }
`;

export const boardStyles = [frame, list, layers];
