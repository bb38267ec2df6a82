import {css} from 'lit';

/** The rows of the list, as a table and on a narrow board as cards. */
export const listStyles = css`
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
    contain: content;
    display: grid;
    grid-template-columns: 8.25rem 10rem minmax(0, 1fr) minmax(0, 11.5rem) 8.75rem 44px;
    grid-template-areas: 'time status what who eta more';
    align-items: center;
    column-gap: 14px;
    min-block-size: var(--dispatch-board-row-height, 53px);
    padding-block: 6px;
    padding-inline: 34px 12px;
    border-block-end: 1px solid var(--_border);
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

  .untold {
    color: var(--_muted);
    font-size: 0.75rem;
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

  .unread {
    display: inline-flex;
    gap: 3px;
    align-items: center;
    margin-inline-end: 6px;
    color: var(--_accent);
    font-size: 0.8125rem;
    font-weight: 700;
    vertical-align: bottom;
  }

  .unread svg.icon {
    inline-size: 15px;
    block-size: 15px;
  }

  .row.canceled .title {
    text-decoration: line-through;
  }

  .where {
    color: var(--_muted);
    font-size: 0.8125rem;
  }

  .lateness {
    display: block;
    color: var(--_danger);
    font-size: 0.75rem;
    overflow-wrap: anywhere;
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
      grid-template-columns: 8.5rem 8rem minmax(0, 1fr) minmax(0, 9rem) 44px;
      grid-template-areas: 'time status what who more';
    }

    .eta {
      display: none;
    }
  }

  @container (width < 44rem) {
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
    select {
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
