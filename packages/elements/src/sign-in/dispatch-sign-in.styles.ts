import {css} from 'lit';

export const signInStyles = css`
  :host {
    display: block;
    color: var(--_text);
    background: var(--_surface);
    font: 400 1rem/1.45 var(--_font);
    -webkit-text-size-adjust: 100%;
  }

  p,
  h2,
  h3,
  ul {
    margin: 0;
    padding: 0;
    overflow-wrap: anywhere;
  }

  ul {
    display: grid;
    gap: 10px;
    list-style: none;
  }

  button,
  input {
    font: inherit;
    color: inherit;
    touch-action: manipulation;
  }

  .base {
    display: grid;
    gap: 16px;
    max-inline-size: 28rem;
    margin-inline: auto;
    padding: max(28px, env(safe-area-inset-top)) 20px max(28px, env(safe-area-inset-bottom));
  }

  h2 {
    font-size: 1.625rem;
    font-weight: 750;
    letter-spacing: -0.02em;
    line-height: 1.2;
  }

  h3 {
    font-size: 1rem;
    font-weight: 700;
  }

  .invited {
    color: var(--_muted);
  }

  li {
    display: flex;
    gap: 14px;
    padding: 14px 16px;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
  }

  li svg.icon {
    inline-size: 26px;
    block-size: 26px;
    color: var(--_accent);
  }

  li p {
    color: var(--_muted);
    font-size: 0.9375rem;
  }

  form {
    display: grid;
    gap: 8px;
  }

  label {
    font-weight: 650;
  }

  input {
    inline-size: 100%;
    min-block-size: 56px;
    padding: 8px 16px;
    border: 1px solid var(--_strong-border);
    border-radius: var(--_radius);
    background: var(--_surface);
    font-size: 1.25rem;
    font-variant-numeric: tabular-nums;
  }

  .code {
    font-size: 1.75rem;
    font-weight: 700;
    letter-spacing: 0.35em;
    text-align: center;
  }

  input[aria-invalid='true'] {
    border-color: var(--_danger);
  }

  .quiet {
    color: var(--_muted);
    font-size: 0.9375rem;
  }

  .problem {
    min-block-size: 1.45em;
    color: var(--_danger);
    font-weight: 600;
  }

  .big {
    min-block-size: 56px;
    padding: 8px 16px;
    border: 1px solid transparent;
    border-radius: var(--_radius);
    background: var(--_accent);
    color: var(--_on-accent);
    font-size: 1.0625rem;
    font-weight: 700;
    cursor: pointer;
  }

  .big[aria-disabled='true'] {
    opacity: 0.6;
  }

  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }

  .chip {
    min-block-size: 44px;
    padding: 6px 14px;
    border: 1px solid var(--_border);
    border-radius: 12px;
    background: var(--_surface);
    font-weight: 600;
    font-variant-numeric: tabular-nums;
    cursor: pointer;
  }

  .chip[aria-disabled='true'] {
    color: var(--_muted);
    cursor: default;
  }
`;
