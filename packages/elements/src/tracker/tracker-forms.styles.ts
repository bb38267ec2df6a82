import {css} from 'lit';

/** What a customer fills in or taps: buttons, fields, stars. */
export const trackerFormStyles = css`
  .actions,
  form {
    display: flex;
    flex-direction: column;
    gap: 10px;
  }

  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 10px;
  }

  .row > * {
    flex: 1 1 9rem;
  }

  button,
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-block-size: 48px;
    padding: 8px 16px;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    font: 600 1rem/1.25 var(--_font);
    text-decoration: none;
    cursor: pointer;
  }

  button:hover {
    background: var(--_sunken);
  }

  button.primary {
    border-color: var(--_accent);
    background: var(--_accent);
    color: var(--_on-accent);
  }

  button.primary:hover {
    background: color-mix(in oklab, var(--_accent) 90%, var(--_text));
  }

  button.field {
    justify-content: flex-start;
    color: var(--_muted);
    font-weight: 450;
    text-align: start;
  }

  button[aria-disabled='true'] {
    opacity: 0.6;
    cursor: default;
  }

  label {
    font-weight: 600;
    font-size: 0.9375rem;
  }

  textarea {
    inline-size: 100%;
    min-block-size: 5.5rem;
    padding: 12px 14px;
    border: 1px solid var(--_strong-border);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: inherit;
    font: 400 1rem/1.4 var(--_font);
    resize: vertical;
  }

  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
    min-inline-size: 0;
  }

  .stars {
    display: flex;
    justify-content: space-between;
    max-inline-size: 20rem;
  }

  .star {
    position: relative;
    display: grid;
    place-items: center;
    inline-size: 52px;
    block-size: 56px;
    cursor: pointer;
  }

  .star input {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }

  .star svg.icon {
    inline-size: 38px;
    block-size: 38px;
    stroke: light-dark(#a86d00, #e6c558);
    stroke-width: 1.4;
  }

  /* Filled up to the chosen one: every star that is chosen, or has a chosen one after it. */
  .star:has(:checked) svg.icon,
  .star:has(~ .star :checked) svg.icon {
    fill: light-dark(#f2a900, #e6c558);
  }

  .star:has(:focus-visible) {
    border-radius: 12px;
    outline: 3px solid var(--_accent);
  }

  .given {
    display: flex;
    gap: 4px;
  }

  .given svg.icon {
    inline-size: 26px;
    block-size: 26px;
    stroke: light-dark(#a86d00, #e6c558);
  }

  .given svg.icon.full {
    fill: light-dark(#f2a900, #e6c558);
  }

  @media (forced-colors: active) {
    .star:has(:checked) svg.icon,
    .star:has(~ .star :checked) svg.icon {
      fill: Highlight;
    }
  }
`;
