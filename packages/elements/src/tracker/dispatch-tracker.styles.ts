import {css} from 'lit';

export const trackerStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    color: var(--_text);
    background: var(--_surface);
    font: 400 1rem/1.45 var(--_font);
    -webkit-text-size-adjust: 100%;
  }

  .base {
    --_map-size: clamp(13rem, 42svh, 28rem);

    display: grid;
    grid-template: 'map' var(--_map-size) 'card' 1fr / minmax(0, 1fr);
    min-block-size: inherit;
    block-size: 100%;
  }

  .base.no-map {
    grid-template: 'card' 1fr / minmax(0, 1fr);
  }

  /* As high as the host says that it is; without height where that follows from what is in it. */
  .probe {
    float: inline-start;
    inline-size: 0;
    block-size: 100%;
  }

  /* The share of the low card stands in sheet.ts too. */
  .base.sheet {
    --_low: 58%;

    display: flex;
    flex-direction: column;
    overflow: hidden auto;
    overscroll-behavior: contain;
    scrollbar-width: none;
  }

  .sheet.dragged {
    user-select: none;
  }

  .sheet .map {
    order: -1;
    position: sticky;
    inset-block-start: 0;
    flex: none;
    block-size: calc(100% - var(--_low) + 20px);
  }

  .base.sheet .card {
    flex: none;
    min-block-size: var(--_low);
    padding-block-start: 0;
  }

  .handle {
    display: grid;
    place-items: center;
    inline-size: 100%;
    min-block-size: 44px;
    margin-block-end: calc(-1 * var(--_space) - 12px);
    padding: 0 0 18px;
    border: 0;
    border-radius: 22px 22px 0 0;
    background: none;
    cursor: grab;
    touch-action: none;
  }

  .handle:hover {
    background: none;
  }

  .handle::before {
    content: '';
    inline-size: 40px;
    block-size: 5px;
    border-radius: 999px;
    background: var(--_strong-border);
    opacity: 0.55;
  }

  .glance {
    display: flex;
    flex-direction: column;
    gap: var(--_space);
  }

  dispatch-technician {
    padding-block-start: var(--_space);
    border-block-start: 1px solid var(--_border);
  }

  dispatch-survey.open {
    min-block-size: 17rem;
  }

  .unread {
    position: absolute;
    inset-block-start: -4px;
    inset-inline-end: -4px;
    min-inline-size: 20px;
    block-size: 20px;
    padding-inline: 5px;
    border-radius: 999px;
    background: var(--_danger);
    color: var(--_surface);
    font: 700 0.75rem/20px var(--_font);
  }

  .map {
    grid-area: map;
    --_map-overlap: 20px;

    position: relative;
    isolation: isolate;
    min-block-size: 0;
    background: light-dark(#eceef1, #1b2027);
  }

  dispatch-map {
    display: block;
    position: absolute;
    inset: 0;
  }

  .brand {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    min-inline-size: 0;
    font-weight: 650;
    font-size: 0.9375rem;
  }

  .brand img {
    block-size: 1.5rem;
    max-inline-size: 7.5rem;
    object-fit: contain;
  }

  .map .brand {
    position: absolute;
    inset-block-start: 12px;
    inset-inline-start: 12px;
    z-index: 1;
    max-inline-size: calc(100% - 8.5rem);
    padding: 9px 16px;
    border: 1px solid light-dark(transparent, var(--_border));
    border-radius: 20px;
    background: var(--_surface);
    box-shadow: var(--_shadow);
  }

  .brand bdi {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  .map .brand bdi {
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    line-height: 1.25;
    text-wrap: balance;
  }

  .card {
    grid-area: card;
    position: relative;
    display: flex;
    flex-direction: column;
    gap: var(--_space);
    inline-size: 100%;
    min-inline-size: 0;
    max-inline-size: 34rem;
    margin-inline: auto;
    padding: calc(var(--_space) * 1.25) calc(var(--_space) * 1.25) calc(var(--_space) * 1.5);
    background: var(--_surface);
  }

  .base:not(.no-map) .card {
    max-inline-size: none;
    margin-block-start: -20px;
    border-start-start-radius: 22px;
    border-start-end-radius: 22px;
    box-shadow: 0 -6px 24px rgb(0 0 0 / 10%);
    z-index: 1;
  }

  .head {
    display: flex;
    flex-direction: column;
    gap: 2px;
    position: relative;
  }

  .rest {
    display: grid;
    justify-items: center;
    gap: 14px;
    padding-block: min(16vh, 9rem) 0;
    text-align: center;
    text-wrap: balance;
  }

  .rest .head {
    align-items: center;
    gap: 8px;
  }

  .rest svg.icon {
    inline-size: 40px;
    block-size: 40px;
    color: var(--_muted);
    stroke-width: 1.5;
  }

  .badge {
    position: absolute;
    inset-block-start: 0;
    inset-inline-end: 0;
    display: inline-flex;
    align-items: center;
    gap: 6px;
    font-size: 0.875rem;
    font-weight: 650;
    color: var(--_good);
  }

  .badge.paused {
    color: var(--_warning);
  }

  .dot {
    inline-size: 9px;
    block-size: 9px;
    border-radius: 50%;
    background: currentcolor;
    box-shadow: 0 0 0 4px color-mix(in srgb, currentcolor 22%, transparent);
  }

  button.round {
    position: relative;
    flex: none;
    inline-size: 48px;
    padding: 0;
    border-radius: 50%;
    background: none;
    color: var(--_accent);
    font-size: 1.125rem;
  }

  .visit-facts {
    display: flex;
    align-items: flex-start;
    gap: 12px;
    padding-block-start: var(--_space);
    border-block-start: 1px solid var(--_border);
    font-size: 0.9375rem;
  }

  .visit-facts svg.icon {
    margin-block-start: 0.15em;
    color: var(--_muted);
    font-size: 1.125rem;
  }

  .visit-facts strong {
    display: block;
    font-weight: 600;
  }

  .others {
    display: grid;
    gap: 6px;
    margin: 0;
    padding: 0;
    list-style: none;
    font-size: 0.9375rem;
  }

  .problem {
    padding: 12px 14px;
    border-radius: var(--_radius);
    background: var(--_sunken);
    font:
      400 0.8125rem/1.5 ui-monospace,
      monospace;
    text-align: start;
    text-wrap: wrap;
    overflow-wrap: anywhere;
  }

  .bone {
    border-radius: 8px;
  }

  .bone.short {
    inline-size: 40%;
    block-size: 1rem;
  }

  .bone.long {
    inline-size: 75%;
    block-size: 2.5rem;
  }

  .bone.line {
    block-size: 4px;
  }

  @container (inline-size >= 45rem) {
    .base:not(.no-map) {
      grid-template: 'card map' minmax(36rem, 1fr) / minmax(22rem, 26rem) minmax(0, 1fr);
    }

    .map {
      --_map-overlap: 0px;
    }

    .base:not(.no-map) .card {
      margin-block-start: 0;
      padding: calc(var(--_space) * 1.75);
      border-radius: 0;
      border-inline-end: 1px solid var(--_border);
      box-shadow: none;
      overflow-y: auto;
    }

    .base.no-map .card {
      margin-block-start: clamp(0rem, 6vh, 4rem);
    }
  }

  @media (forced-colors: active) {
    .dot,
    .bone {
      forced-color-adjust: none;
    }
  }
`;
