import {css} from 'lit';

export const bookingStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    color: var(--_text);
    background: var(--_surface);
    font: 400 1rem/1.45 var(--_font);
  }

  .page {
    display: flex;
    flex-direction: column;
    gap: calc(var(--_space) * 1.25);
    max-inline-size: 40rem;
    margin-inline: auto;
    padding: calc(var(--_space) * 1.25);
  }

  .brand {
    display: flex;
    align-items: center;
    gap: 10px;
    font-weight: 650;
    font-size: 0.9375rem;
    overflow-wrap: anywhere;
  }

  .brand bdi {
    min-inline-size: 0;
  }

  .brand img {
    block-size: 1.75rem;
    max-inline-size: 8rem;
    object-fit: contain;
  }

  h2 {
    font-size: clamp(1.5rem, 7cqi, 2rem);
    font-weight: 750;
    letter-spacing: -0.02em;
    line-height: 1.15;
    text-wrap: balance;
  }

  /* Only told where the page goes on: nothing is to be worked there. */
  h2:focus {
    outline: none;
  }

  form {
    gap: calc(var(--_space) * 1.75);
  }

  fieldset {
    gap: 12px;
  }

  legend {
    margin-block-end: 10px;
    font-size: 1.125rem;
    font-weight: 700;
  }

  .fields {
    display: grid;
    gap: 12px;
  }

  @container (inline-size >= 34rem) {
    .fields {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }

    .fields .whole {
      grid-column: 1 / -1;
    }
  }

  .field-of {
    display: grid;
    align-content: start;
    gap: 5px;
    min-inline-size: 0;
  }

  input.text,
  textarea {
    inline-size: 100%;
    min-block-size: 48px;
    padding: 10px 14px;
    border: 1px solid var(--_strong-border);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: inherit;
    font: 400 1rem/1.4 var(--_font);
  }

  input[aria-invalid='true'] {
    border-color: var(--_danger);
    border-width: 2px;
  }

  input.code {
    max-inline-size: 13rem;
    font-size: 1.75rem;
    font-weight: 650;
    letter-spacing: 0.25em;
    text-align: center;
    font-variant-numeric: tabular-nums;
  }

  .error {
    color: var(--_danger);
    font-weight: 600;
    font-size: 0.875rem;
  }

  .hint {
    color: var(--_muted);
    font-size: 0.875rem;
  }

  .services {
    display: grid;
    gap: 8px;
  }

  .services .chip {
    justify-content: space-between;
    gap: 12px;
    min-block-size: 52px;
    border-radius: var(--_radius);
    font-weight: 600;
  }

  .chip small {
    font-weight: 450;
    font-size: 0.875rem;
  }

  .slots {
    display: grid;
    gap: 16px;
  }

  .day {
    display: grid;
    gap: 8px;
  }

  .day h3 {
    font-size: 0.9375rem;
    font-weight: 650;
  }

  .consent {
    display: flex;
    align-items: flex-start;
    gap: 12px;
    min-block-size: 44px;
    font-weight: 450;
    cursor: pointer;
  }

  .consent input {
    inline-size: 22px;
    block-size: 22px;
    flex: none;
    margin: 1px 0 0;
    accent-color: var(--_accent);
  }

  .trap {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }

  .fact {
    display: flex;
    gap: 12px;
    padding: 14px;
    border-radius: var(--_radius);
    background: var(--_sunken);
  }

  .fact strong {
    display: block;
  }

  .bone {
    block-size: 3rem;
  }
`;
