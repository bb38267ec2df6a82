import {css} from 'lit';
import {layerStyles} from '../board/board-layers.styles.ts';
import {deskStyles} from '../board/desk.styles.ts';
import {frame} from '../board/dispatch-board.styles.ts';
import {toastStyles} from '../board/toast.styles.ts';
import {cardStyles} from './schedule-card.styles.ts';

const sheetStyles = css`
  .bar .lists {
    gap: 6px;
  }

  .bar .count {
    font-size: 0.875rem;
  }

  .nextDay svg,
  [dir='rtl'] .previousDay svg {
    transform: scaleX(-1);
  }

  [dir='rtl'] .nextDay svg {
    transform: none;
  }

  .tray {
    display: flex;
    align-items: center;
    gap: 14px;
    padding-inline: 20px 0;
    border-block-end: 1px solid var(--_border);
    background: var(--_sunken);
  }

  .tray h3 {
    flex: none;
    font-size: 0.875rem;
  }

  .tray ul {
    display: flex;
    flex: 1;
    min-inline-size: 0;
    gap: 8px;
    margin: 0;
    padding: 8px 4px;
    padding-inline-end: 20px;
    overflow: auto hidden;
    list-style: none;
    scrollbar-width: thin;
  }

  .tray li {
    flex: none;
  }

  .scroller {
    flex: 1;
    min-block-size: 0;
    overflow: auto;
    overflow-anchor: none;
    overscroll-behavior: contain;
    outline: 0;
  }

  .sheet {
    --_name: 11.5rem;
    position: relative;
    min-block-size: 100%;
    min-inline-size: calc(var(--_name) + var(--_hours) * var(--dispatch-schedule-hour-width, 4.75rem));
  }

  .grid {
    position: relative;
  }

  .head {
    position: sticky;
    inset-block-start: 0;
    z-index: 4;
    max-block-size: 45cqb;
    background: var(--_surface);
    box-shadow: 0 1px 0 var(--_strong-border);
  }

  .axis {
    display: flex;
    block-size: 2.25rem;
    border-block-end: 1px solid var(--_border);
    color: var(--_muted);
    font-size: 0.8125rem;
  }

  .axis .name {
    font-weight: 500;
  }

  .hours {
    position: relative;
    flex: 1;
    overflow: hidden;
  }

  .hour {
    position: absolute;
    inset-block-start: 0.5rem;
    padding-inline-start: 6px;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }

  .hour b {
    margin-inline-end: 6px;
    color: var(--_text);
  }

  .axis.several {
    block-size: 3.25rem;
  }

  .several .hour {
    inset-block-start: 1.75rem;
  }

  .several .second {
    display: none;
  }

  .dayname {
    position: absolute;
    inset-block-start: 0.375rem;
    padding-inline-start: 6px;
    overflow: hidden;
    color: var(--_text);
    font-weight: 600;
    white-space: nowrap;
    text-overflow: ellipsis;
  }

  .sheet.several {
    min-inline-size: calc(var(--_name) + var(--_hours) * var(--dispatch-schedule-hour-width, 2.5rem));
  }

  .several .head .lines {
    inset-block-start: 1.75rem;
  }

  .lines {
    position: absolute;
    inset-block: 0;
    inset-inline: var(--_name) 0;
    z-index: 1;
    pointer-events: none;
  }

  .head .lines {
    inset-block-start: 1.5rem;
  }

  .line {
    position: absolute;
    inset-block: 0;
    inline-size: 1px;
    background: var(--_border);
  }

  .line.begins {
    inline-size: 2px;
    background: var(--_strong-border);
  }

  .now {
    position: absolute;
    inset-block: 0;
    z-index: 1;
    inline-size: 2px;
    margin-inline-start: -1px;
    background: var(--_accent);
  }

  .head .now::before {
    content: '';
    position: absolute;
    inset-block-start: 0;
    inset-inline-start: -4px;
    inline-size: 10px;
    block-size: 10px;
    border-radius: 50%;
    background: var(--_accent);
  }

  .row {
    display: flex;
    border-block-end: 1px solid var(--_border);
  }

  .name {
    position: sticky;
    inset-inline-start: 0;
    z-index: 3;
    display: flex;
    align-items: center;
    gap: 9px;
    inline-size: var(--_name);
    flex: none;
    padding-inline: 20px 10px;
    border-inline-end: 1px solid var(--_strong-border);
    background: var(--_surface);
    font-size: 0.875rem;
    font-weight: 600;
  }

  .name bdi {
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
  }

  .nobody .name {
    color: var(--_danger);
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

  .track {
    position: relative;
    flex: 1;
    min-inline-size: 0;
  }

  .track.known {
    background: var(--_sunken);
  }

  .shift {
    position: absolute;
    inset-block: 0;
    background: var(--_surface);
  }

  .nothing {
    position: absolute;
    inset-block-end: 24px;
    inset-inline: 20px;
    z-index: 5;
    color: var(--_muted);
    text-align: center;
    pointer-events: none;
  }

  @container (width < 62rem) {
    .sheet {
      --_name: 9.5rem;
    }

    .name {
      padding-inline-start: 14px;
    }
  }

  @container (width < 36rem) {
    .sheet {
      --_name: 5.5rem;
    }

    .bar,
    .tray {
      padding-inline-start: 14px;
    }

    .bar h2 {
      flex: 1;
      order: -1;
    }

    .bar .count {
      display: none;
    }

    .tools {
      flex: 0 1 auto;
    }

    .tray h3 {
      max-inline-size: 4.5rem;
    }

    .row .name {
      flex-direction: column;
      justify-content: center;
      gap: 3px;
      padding-inline: 6px;
      font-size: 0.75rem;
      line-height: 1.2;
      text-align: center;
    }

    .row .name bdi {
      max-inline-size: 100%;
      white-space: nowrap;
    }

    .axis .name {
      padding-inline: 8px;
      overflow: hidden;
      font-size: 0.75rem;
    }
  }

  @media (pointer: coarse) {
    button {
      min-block-size: 44px;
    }

    button.round {
      inline-size: 44px;
    }
  }

  @media (forced-colors: active) {
    .line {
      background: GrayText;
    }

    .now {
      background: Highlight;
    }
  }
`;

export const scheduleStyles = [deskStyles, frame, layerStyles, toastStyles, sheetStyles, cardStyles];
