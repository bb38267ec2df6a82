import {css} from 'lit';

export const answersStyles = css`
  :host {
    display: block;
    color: var(--_text);
    font: 400 1rem/1.45 var(--_font);
  }

  .answers {
    display: flex;
    flex-direction: column;
    gap: 10px;
  }

  button.link {
    justify-content: flex-start;
    min-block-size: 44px;
    padding-inline: 4px;
    border-color: transparent;
    color: var(--_muted);
    font-weight: 500;
    font-size: 0.9375rem;
  }

  button.primary {
    inline-size: 100%;
  }

  .row .primary {
    inline-size: auto;
  }

  .day {
    display: grid;
    gap: 6px;
  }

  .day h4 {
    margin: 0;
    font-size: 0.875rem;
    font-weight: 600;
    color: var(--_muted);
  }

  h3:focus {
    outline: none;
  }

  .switch {
    display: flex;
    align-items: center;
    justify-content: space-between;
    gap: 12px;
    min-block-size: 48px;
    cursor: pointer;
  }

  .switch input {
    appearance: none;
    position: relative;
    inline-size: 52px;
    block-size: 32px;
    flex: none;
    margin: 0;
    border: 1px solid var(--_strong-border);
    border-radius: 999px;
    background: var(--_sunken);
    cursor: pointer;
  }

  .switch input::before {
    content: '';
    position: absolute;
    inset-block: 3px;
    inset-inline-start: 3px;
    aspect-ratio: 1;
    border-radius: 50%;
    background: var(--_strong-border);
    transition: inset-inline-start 0.15s;
  }

  .switch input:checked {
    border-color: var(--_accent);
    background: var(--_accent);
  }

  .switch input:checked::before {
    inset-inline-start: 23px;
    background: var(--_on-accent);
  }

  @media (prefers-reduced-motion: reduce) {
    .switch input::before {
      transition: none;
    }
  }

  @media (forced-colors: active) {
    .switch input {
      appearance: auto;
    }
  }
`;
