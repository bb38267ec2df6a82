import {css} from 'lit';

export const timelineStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    color: var(--_text);
    font: 400 1rem/1.4 var(--_font);
  }

  ol {
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .steps {
    display: grid;
    grid-template-columns: repeat(4, 1fr);
    gap: 6px;
  }

  .steps li {
    min-inline-size: 0;
    padding-block-start: 9px;
    color: var(--_muted);
    font-size: clamp(0.6875rem, 3.2cqi, 0.8125rem);
    line-height: 1.2;
    overflow-wrap: break-word;
    hyphens: auto;
    background: linear-gradient(var(--_border) 0 0) top / 100% 4px no-repeat;
  }

  .steps .done {
    background-image: linear-gradient(var(--_accent) 0 0);
  }

  .steps .now {
    color: var(--_text);
    font-weight: 700;
  }

  .steps .under-way {
    background-image: linear-gradient(to var(--_forward, right), var(--_accent) 55%, var(--_border) 55%);
  }

  [dir='rtl'] {
    --_forward: left;
  }

  .history li {
    position: relative;
    padding-block: 0 18px;
    padding-inline-start: 26px;
  }

  .history li::before {
    content: '';
    position: absolute;
    inset-block: 0.45em auto;
    inset-inline-start: 3px;
    inline-size: 11px;
    block-size: 11px;
    border: 2px solid var(--_strong-border);
    border-radius: 50%;
    background: var(--_surface);
  }

  .history li:not(:last-child)::after {
    content: '';
    position: absolute;
    inset-block: calc(0.45em + 15px) -0.3em;
    inset-inline-start: 9px;
    border-inline-start: 2px solid var(--_border);
  }

  .history .day {
    padding-block: 4px 10px;
    padding-inline-start: 0;
    color: var(--_muted);
    font-size: 0.8125rem;
    font-weight: 650;
  }

  .history .day::before,
  .history .day::after {
    content: none;
  }

  .history .key::before {
    border-color: var(--_accent);
    background: var(--_accent);
  }

  .history p {
    margin: 0;
    overflow-wrap: anywhere;
  }

  .history .what {
    font-weight: 600;
  }

  .history .undone .what {
    text-decoration: line-through;
  }

  .history .who {
    color: var(--_muted);
    font-size: 0.875rem;
  }

  .history .message .what {
    font-weight: 400;
  }

  .history .missed .standing {
    color: var(--_danger);
    font-weight: 600;
  }

  .history .words {
    margin-block-start: 2px;
    color: var(--_muted);
    font-size: 0.875rem;
  }

  .empty {
    margin: 0;
    color: var(--_muted);
  }

  @media (forced-colors: active) {
    .steps li {
      border-block-start: 4px solid GrayText;
      padding-block-start: 5px;
      background: none;
    }

    .steps .done,
    .steps .under-way {
      border-color: Highlight;
    }

    .history .key::before {
      forced-color-adjust: none;
      background: Highlight;
    }
  }
`;
