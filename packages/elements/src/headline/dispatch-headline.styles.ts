import {css} from 'lit';

export const headlineStyles = css`
  :host {
    display: block;
    color: var(--_text);
    font: 400 1rem/1.45 var(--_font);
  }

  h2,
  p {
    margin: 0;
  }

  .title {
    font-size: 1.0625rem;
    font-weight: 500;
    line-height: 1.3;
    overflow-wrap: anywhere;
  }

  .title.big {
    font-size: clamp(1.75rem, 8cqi, 2.125rem);
    font-weight: 750;
    letter-spacing: -0.02em;
    line-height: 1.12;
    text-wrap: balance;
  }

  .text {
    margin-block-start: 2px;
    color: var(--_muted);
    font-size: 0.9375rem;
  }

  .good,
  .change {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    margin-block-start: 2px;
    font-weight: 650;
    font-size: 0.9375rem;
    color: var(--_good);
  }

  .change {
    color: var(--_text);
  }
`;
