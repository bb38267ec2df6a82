import {css} from 'lit';

/** A visit on the timeline, the drive to it, and a job that waits for a time. */
export const cardStyles = css`
  .card {
    --_banner: linear-gradient(var(--_status-tint, var(--_sunken)) 1.125rem, var(--_surface) 0);
    position: absolute;
    z-index: 2;
    display: block;
    min-inline-size: 0.75rem;
    block-size: 3.25rem;
    min-block-size: 0;
    padding: 0;
    border: 1px solid var(--_status-solid, var(--_strong-border));
    border-inline-start-width: 4px;
    border-radius: 8px;
    background: var(--_banner);
    color: var(--_text);
    font: 400 0.8125rem/1.25 var(--_font);
    text-align: start;
    user-select: none;
    -webkit-touch-callout: none;
  }

  .card[aria-pressed='true'] {
    background: var(--_banner);
    font-weight: 400;
  }

  .card:hover {
    z-index: 3;
    background: var(--_banner);
    box-shadow: var(--_shadow);
  }

  .card:focus-visible {
    z-index: 3;
    outline-offset: 0;
  }

  .card.selected {
    box-shadow: 0 0 0 2px var(--_accent);
  }

  /* One box with three lines, each cut at the end of the card: what clips costs the browser more than what it shows. */
  .card .text {
    display: block;
    block-size: 100%;
    padding-inline: 6px 2px;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    line-height: 1rem;
  }

  .card .state {
    color: var(--_status-text, var(--_muted));
    font-size: 0.75rem;
    font-weight: 650;
    line-height: 1.125rem;
  }

  .card .state b {
    font-weight: inherit;
    font-variant-numeric: tabular-nums;
  }

  .card .text svg {
    inline-size: 13px;
    block-size: 13px;
    margin-inline-end: 4px;
    color: var(--_status-text);
    vertical-align: -2px;
  }

  .card .title,
  .card .where {
    unicode-bidi: plaintext;
  }

  /* Doubled, since who does not tell colours apart does not see that it is red, and a narrow card has no room for its words. */
  .card.conflict {
    border-color: var(--_danger);
    border-inline-start: 7px double var(--_danger);
  }

  .card .title {
    font-weight: 600;
  }

  .card .where {
    color: var(--_muted);
    font-size: 0.6875rem;
  }

  .card.conflict .state,
  .card.urgent .where {
    color: var(--_danger);
  }

  .card.urgent .where {
    font-weight: 600;
  }

  .card.complete .title {
    color: var(--_muted);
  }

  .card.draft {
    border-style: dashed;
  }

  .card .handle {
    position: absolute;
    inset-block: 0;
    inset-inline-end: 0;
    inline-size: 8px;
    cursor: ew-resize;
  }

  .card:hover .handle::after {
    content: '';
    position: absolute;
    inset-block: 30%;
    inset-inline-end: 2px;
    inline-size: 3px;
    border-radius: 2px;
    background: var(--_strong-border);
  }

  .held {
    border-style: dashed;
    background: var(--_sunken);
  }

  .ghost {
    position: absolute;
    inset-block-start: 0;
    inset-inline-start: 0;
    z-index: 6;
    will-change: transform;
    block-size: 3.25rem;
    border: 2px solid var(--_accent);
    border-radius: 8px;
    background: color-mix(in srgb, var(--_accent) 16%, transparent);
    pointer-events: none;
  }

  .ghost[hidden] {
    display: none;
  }

  .ghost:focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }

  .ghost.bad {
    border-color: var(--_danger);
    background: color-mix(in srgb, var(--_danger) 14%, transparent);
  }

  .ghost.late span {
    inset-inline: auto 0;
  }

  .ghost span {
    position: absolute;
    inset-block-start: calc(100% + 4px);
    inset-inline-start: 0;
    padding: 4px 9px;
    border-radius: 7px;
    background: light-dark(#14181f, #eef1f5);
    color: light-dark(#ffffff, #14181f);
    font-size: 0.8125rem;
    font-weight: 600;
    white-space: nowrap;
  }

  .slot {
    position: absolute;
    z-index: 1;
    block-size: 3.25rem;
    padding: 2px 6px;
    border: 1px dashed var(--_accent);
    border-radius: 8px;
    background: color-mix(in srgb, var(--_accent) 8%, var(--_surface));
    color: var(--_accent);
    font-size: 0.75rem;
    line-height: 1.25;
    overflow: hidden;
    pointer-events: none;
  }

  .slot b {
    display: block;
  }

  .drive {
    position: absolute;
    z-index: 1;
    display: grid;
    place-items: center;
    block-size: 3.25rem;
    color: var(--_muted);
    background: var(--_surface);
    background: linear-gradient(currentcolor, currentcolor) center / 100% 1px no-repeat;
    pointer-events: none;
  }

  .drive small {
    padding-inline: 3px;
    background: var(--_surface);
    font-size: 0.6875rem;
    line-height: 1.3;
    text-align: center;
  }

  .drive.tight {
    color: var(--_danger);
  }

  .chip {
    position: relative;
    display: grid;
    grid-template-columns: auto minmax(0, auto);
    gap: 0 7px;
    max-inline-size: 15rem;
    padding: 4px 12px 4px 10px;
    padding-inline: 10px 12px;
    border-color: var(--_status-solid, var(--_border));
    border-inline-start-width: 4px;
    font-size: 0.8125rem;
    text-align: start;
  }

  .tray li {
    display: flex;
  }

  .chip:not(:last-child) {
    border-start-end-radius: 0;
    border-end-end-radius: 0;
  }

  .advice {
    display: grid;
    align-content: center;
    justify-items: start;
    gap: 0;
    max-inline-size: 13rem;
    padding: 4px 12px 4px 10px;
    padding-inline: 10px 12px;
    border-inline-start: 0;
    border-start-start-radius: 0;
    border-end-start-radius: 0;
    background: color-mix(in srgb, var(--_accent) 9%, var(--_surface));
    color: var(--_accent);
    font-size: 0.8125rem;
    text-align: start;
    white-space: nowrap;
  }

  .advice small {
    max-inline-size: 100%;
    overflow: hidden;
    color: var(--_muted);
    font-size: 0.75rem;
    text-overflow: ellipsis;
  }

  .chip svg {
    grid-row: span 2;
    color: var(--_status-text);
  }

  .chip .title,
  .chip .where {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }

  .chip .title {
    font-weight: 600;
  }

  .chip .where {
    color: var(--_muted);
    font-size: 0.75rem;
  }
`;
