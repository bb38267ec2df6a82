import {css} from 'lit';

/** What a customer fills in or taps, and what is answered: buttons, fields, banners. */
export const formStyles = css`
  h2,
  h3,
  p {
    margin: 0;
  }

  .quiet {
    color: var(--_muted);
    font-size: 0.9375rem;
  }

  .banner {
    display: flex;
    align-items: center;
    gap: 10px;
    padding: 10px 14px;
    border-radius: var(--_radius);
    background: var(--_warning-tint);
    color: var(--_warning);
    font-weight: 600;
    font-size: 0.9375rem;
  }

  .banner.good {
    background: var(--_good-tint);
    color: var(--_good);
  }

  .banner.bad {
    background: none;
    border: 1px solid currentcolor;
    color: var(--_danger);
  }

  /* Always there to be listened to, but takes no room while it says nothing. */
  .report:not(:has(p)) {
    position: absolute;
  }

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

  button.ask {
    padding-inline: 10px;
    font-weight: 550;
    font-size: 0.9375rem;
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

  /* A choice that is a chip: the box itself is not drawn, its label is. */
  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }

  .chip {
    position: relative;
    display: inline-flex;
    align-items: center;
    min-block-size: 44px;
    padding: 6px 14px;
    border: 1px solid var(--_strong-border);
    border-radius: 999px;
    font-weight: 500;
    cursor: pointer;
    font-variant-numeric: tabular-nums;
  }

  .chip input {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }

  .chip:has(:checked) {
    border-color: var(--_accent);
    background: var(--_accent);
    color: var(--_on-accent);
  }

  .chip:has(:focus-visible) {
    outline: 3px solid var(--_accent);
    outline-offset: 2px;
  }

  fieldset {
    display: grid;
    gap: 10px;
    margin: 0;
    padding: 0;
    border: 0;
    min-inline-size: 0;
  }

  legend {
    padding: 0;
    font-weight: 600;
    font-size: 0.9375rem;
  }

  /* Times stand in columns, as wide as the place allows. */
  .day .chips {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 9.25rem), 1fr));
  }

  .day .chip {
    justify-content: center;
    padding-inline: 4px;
    font-size: 0.9375rem;
    text-align: center;
  }

  @media (forced-colors: active) {
    .chip:has(:checked) {
      outline: 3px solid Highlight;
    }
  }
`;
