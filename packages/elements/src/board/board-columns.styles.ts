import {css} from 'lit';
import {listStyles} from './board-list.styles.ts';
import {markStyles} from './board-marks.styles.ts';
import {frame} from './dispatch-board.styles.ts';

const stripStyles = css`
  :host {
    flex: 1;
    min-block-size: 0;
    block-size: auto;
    background: var(--_sunken);
  }

  .base {
    overflow: hidden;
  }

  .columns {
    display: flex;
    flex: 1;
    gap: 10px;
    min-block-size: 0;
    padding: 12px 16px 0;
    overflow: auto hidden;
    overscroll-behavior-x: contain;
    scroll-padding-inline: 16px;
  }

  .column {
    position: relative;
    container-type: inline-size;
    display: flex;
    flex-direction: column;
    flex: 1 0 15rem;
    max-inline-size: 22rem;
    min-block-size: 0;
    border-radius: 12px;
  }

  .column h3 {
    display: flex;
    align-items: center;
    gap: 8px;
    margin: 0;
    padding: 2px 6px 10px;
    font-size: 0.875rem;
    font-weight: 650;
  }

  .dot {
    flex: none;
    inline-size: 10px;
    block-size: 10px;
    border-radius: 50%;
    background: var(--_status-solid, var(--_muted));
  }

  .ways {
    display: flex;
    flex: none;
    flex-direction: column;
    gap: 10px;
    inline-size: 11rem;
    padding-block: 31px 12px;
  }

  .way {
    position: relative;
    display: flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-block-size: 5.5rem;
    border: 1px dashed var(--_strong-border);
    border-radius: 12px;
    color: var(--_muted);
    font-size: 0.875rem;
    font-weight: 600;
  }

  .hint {
    display: flex;
    gap: 8px;
    margin: 0;
    color: var(--_muted);
    font-size: 0.8125rem;
    font-weight: 600;
  }

  .hint svg {
    flex: none;
  }

  .column .hint {
    position: absolute;
    z-index: 3;
    inset-inline: 6px;
    inset-block-start: 34px;
    padding: 9px 11px;
    border: 1px solid var(--_border);
    border-radius: 10px;
    background: var(--_surface);
    box-shadow: var(--_shadow);
  }

  .way:has(.hint) > :not(.hint) {
    display: none;
  }

  .way .hint {
    padding: 8px 10px;
  }

  .open .hint {
    color: var(--_accent);
  }

  .refused.column > .scroller {
    opacity: 0.45;
  }

  .column.open,
  .way.open {
    outline: 2px dashed color-mix(in srgb, var(--_accent) 55%, transparent);
    outline-offset: -1px;
  }

  .column.open.target,
  .way.open.target {
    outline: 2px solid var(--_accent);
    background: color-mix(in srgb, var(--_accent) 10%, var(--_sunken));
  }

  .way.open,
  .way.refused.target {
    border-color: transparent;
  }

  .refused.target {
    outline: 2px solid var(--_danger);
    outline-offset: -1px;
  }

  .refused.target .hint {
    color: var(--_danger);
  }

  .ghost {
    position: absolute;
    inset-block-start: 10px;
    left: 10px;
    z-index: 6;
    max-inline-size: 15rem;
    padding: 9px 13px;
    border: 2px solid var(--_accent);
    border-radius: 10px;
    background: var(--_surface);
    box-shadow: var(--_shadow);
    font-size: 0.875rem;
    font-weight: 650;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    pointer-events: none;
    will-change: transform;
  }

  .ghost[hidden] {
    display: none;
  }
`;

/** A job as a card: the banner of its status on top, what it is about below. */
const cardStyles = css`
  .column .scroller {
    scrollbar-gutter: stable;
    scrollbar-width: thin;
  }

  .column .rows {
    padding-inline: 3px;
  }

  /* Time and status stand in the banner; what there is to notice of them, below it over the whole width. */
  .column .row {
    grid-template: minmax(2rem, auto) / auto minmax(0, 1fr) 40px;
    align-items: start;
    gap: 0 6px;
    margin-block-end: 8px;
    padding: 0 0 9px;
    border: 1px solid var(--_status-solid, var(--_strong-border));
    border-inline-start-width: 4px;
    border-radius: 10px;
    background: linear-gradient(var(--_status-tint, var(--_sunken)) 2rem, var(--_surface) 0);
    user-select: none;
    -webkit-touch-callout: none;
    contain: layout style;
  }

  .column .row::before {
    display: none;
  }

  .column .row:hover {
    box-shadow: var(--_shadow);
  }

  .column .row.selected {
    outline: 2px solid var(--_accent);
    outline-offset: 0;
  }

  .column .row:focus-visible {
    outline: 3px solid var(--_accent);
    outline-offset: -1px;
  }

  .column .row.marked {
    background: linear-gradient(
      var(--_status-tint, var(--_sunken)) 2rem,
      color-mix(in srgb, var(--_accent) 14%, var(--_surface)) 0
    );
  }

  .column .row.held {
    border-style: dashed;
    opacity: 0.7;
  }

  .column .time,
  .column .row .status {
    display: contents;
    color: var(--_status-text, var(--_muted));
  }

  .column .clock {
    grid-area: 1 / 1;
    padding-inline-start: 10px;
    color: var(--_text);
    font-size: 0.875rem;
    line-height: 2rem;
  }

  .column .word {
    grid-area: 1 / 2;
    gap: 5px;
    min-block-size: 2rem;
    font-size: 0.8125rem;
    line-height: 1.15;
    overflow-wrap: normal;
  }

  .column .more {
    grid-area: 1 / 3;
  }

  .column .time .urgent,
  .column .time .quiet,
  .column .ask,
  .column .untold {
    grid-column: 1 / -1;
    order: 1;
    margin: 0;
    padding: 3px 10px 0;
    white-space: normal;
  }

  .column .row .what {
    grid-area: auto;
    grid-column: 1 / -1;
    order: 2;
    padding: 4px 10px 0;
  }

  .column .eta {
    display: block;
    grid-area: auto;
    grid-column: 1 / -1;
    order: 3;
    padding-inline: 10px;
    font-size: 0.75rem;
  }

  .column .who {
    grid-area: auto;
    grid-column: 1 / -1;
    order: 4;
    gap: 7px;
    padding: 6px 10px 0;
    font-size: 0.8125rem;
  }

  .column .who .name {
    display: block;
  }

  .column .avatar {
    inline-size: 22px;
    block-size: 22px;
    font-size: 0.5625rem;
  }

  .column .title {
    white-space: normal;
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    overflow-wrap: anywhere;
  }

  .column .more button {
    inline-size: 40px;
    min-block-size: 32px;
    block-size: 32px;
    border-radius: 0 8px 0 0;
  }

  .column .marking .mark {
    inset-block: 0 auto;
    inset-inline-start: 2px;
    inline-size: 30px;
    block-size: 2rem;
  }

  .column .marking .row {
    padding-inline-start: 0;
  }

  .column .marking .clock {
    padding-inline-start: 34px;
  }

  @media (pointer: coarse) {
    .column .row {
      grid-template: minmax(2.75rem, auto) / auto minmax(0, 1fr) 44px;
      background: linear-gradient(var(--_status-tint, var(--_sunken)) 2.75rem, var(--_surface) 0);
    }

    .column .clock {
      line-height: 2.75rem;
    }

    .column .word,
    .column .marking .mark {
      min-block-size: 2.75rem;
    }

    .column .more button {
      inline-size: 44px;
      block-size: 44px;
      min-block-size: 44px;
    }
  }

  @container (width < 44rem) {
    .columns {
      padding-inline: 12px;
      scroll-padding-inline: 12px;
      scroll-snap-type: x mandatory;
    }

    .columns:has(.held) {
      scroll-snap-type: none;
    }

    .column,
    .ways {
      scroll-snap-align: start;
    }

    .column {
      flex-basis: min(19rem, 100cqi - 56px);
    }
  }

  @media (forced-colors: active) {
    .column .row {
      border-color: CanvasText;
    }

    .dot {
      background: CanvasText;
    }
  }
`;

export const columnStyles = [frame, listStyles, markStyles, stripStyles, cardStyles];
