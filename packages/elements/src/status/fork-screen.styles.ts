import {css} from 'lit';

/** The question how it ended stands alone on a dark screen, so that nobody ends a job in passing. */
export const forkStyles = css`
  dialog {
    --_yellow: #e6c558;

    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    max-inline-size: none;
    max-block-size: none;
    margin: 0;
    padding: 0;
    border: 0;
    background: var(--_sunken);
    color: var(--_text);
    color-scheme: dark;
    font: 400 1rem/1.4 var(--_font);
  }

  dialog::backdrop {
    background: rgb(10 12 16 / 60%);
  }

  .fork {
    display: grid;
    grid-template-rows: auto 1fr auto;
    block-size: 100%;
    min-block-size: 0;
  }

  .fork .top {
    display: flex;
    align-items: flex-start;
    justify-content: space-between;
    gap: 12px;
    padding: max(20px, env(safe-area-inset-top)) 20px 16px;
    border-block-end: 1px solid var(--_border);
    background: var(--_surface);
  }

  .fork .top p {
    color: var(--_muted);
    font-size: 0.875rem;
    overflow-wrap: anywhere;
  }

  .fork h2:focus {
    outline: none;
  }

  .fork h2 {
    font-size: 1.625rem;
    font-weight: 750;
    letter-spacing: -0.02em;
    line-height: 1.15;
  }

  .close {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 44px;
    block-size: 44px;
    border: 1px solid var(--_border);
    border-radius: 50%;
    background: none;
  }

  .ends {
    display: grid;
    align-content: start;
    gap: 12px;
    min-inline-size: 0;
    padding: 16px;
    overflow-y: auto;
  }

  fieldset {
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }

  .end {
    --_edge: var(--_strong-border);

    display: block;
    padding: 16px 18px;
    border: 1px solid var(--_border);
    border-inline-start: 4px solid var(--_edge);
    border-radius: var(--_radius);
    background: var(--_surface);
  }

  .end.not-done {
    --_edge: var(--_yellow);
  }

  .end:has(> label > input:checked) {
    border-color: var(--_edge);
  }

  .end > label {
    display: block;
    cursor: pointer;
  }

  .end > label strong {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 10px;
    font-size: 1.1875rem;
    font-weight: 700;
    line-height: 1.25;
    overflow-wrap: anywhere;
  }

  .end .icon {
    visibility: hidden;
  }

  .end:has(> label > input:checked) .icon {
    visibility: visible;
  }

  .end .text {
    color: var(--_muted);
    font-size: 0.9375rem;
  }

  .end input {
    position: absolute;
    opacity: 0;
  }

  .end:has(> label > input:focus-visible),
  .reason:has(input:focus-visible) {
    outline: 3px solid var(--_accent);
    outline-offset: 2px;
  }

  .reasons {
    display: flex;
    flex-wrap: wrap;
    gap: 10px;
    padding-block: 14px 0;
  }

  .reason {
    position: relative;
    display: inline-flex;
    align-items: center;
    min-block-size: 44px;
    padding: 8px 14px;
    border: 1px solid var(--_border);
    border-radius: 12px;
    color: var(--_muted);
    cursor: pointer;
  }

  .reason:has(input:checked) {
    border-color: var(--_strong-border);
    background: var(--_sunken);
    color: var(--_text);
    font-weight: 700;
  }

  .note {
    display: grid;
    gap: 6px;
    padding-block-start: 14px;
    font-size: 0.9375rem;
  }

  textarea {
    inline-size: 100%;
    min-block-size: 4.5rem;
    padding: 10px 12px;
    border: 1px solid var(--_strong-border);
    border-radius: 12px;
    background: var(--_sunken);
    color: inherit;
    font: 400 1rem/1.4 var(--_font);
    resize: vertical;
  }

  .fork .bottom {
    display: grid;
    gap: 8px;
    padding: 14px 16px max(18px, env(safe-area-inset-bottom));
    border-block-start: 1px solid var(--_border);
    background: var(--_surface);
  }

  .fork .bottom .why {
    color: var(--_warning);
  }

  .fork .big.not-done {
    border-color: var(--_yellow);
    background: var(--_yellow);
    color: #241c00;
  }

  @media (width >= 40rem) {
    dialog {
      inline-size: min(30rem, 100%);
      block-size: min(46rem, calc(100% - 4rem));
      margin: auto;
      border: 1px solid var(--_border);
      border-radius: 22px;
    }
  }

  @media (forced-colors: active) {
    .reason:has(input:checked),
    .end:has(> label > input:checked) {
      border-color: Highlight;
      outline: 2px solid Highlight;
    }
  }
`;
