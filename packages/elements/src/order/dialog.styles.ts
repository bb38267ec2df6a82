import {css} from 'lit';
import {buttonStyles} from './button.styles.ts';

const ownStyles = css`
  :host {
    display: contents;
    font: 400 0.9375rem/1.45 var(--_font);
  }

  dialog {
    inline-size: min(34rem, 100vw - 24px);
    max-block-size: min(44rem, 100dvh - 24px);
    padding: 0;
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) + 4px);
    background: var(--_surface);
    color: var(--_text);
    font: 400 0.9375rem/1.45 var(--_font);
    box-shadow: var(--_shadow);
    overflow: hidden;
  }

  dialog[open] {
    display: flex;
  }

  dialog::backdrop {
    background: rgb(10 14 20 / 45%);
  }

  form {
    display: flex;
    flex-direction: column;
    inline-size: 100%;
    min-block-size: 0;
  }

  header,
  footer {
    display: flex;
    align-items: center;
    gap: 10px;
    padding: 16px 20px;
  }

  header {
    justify-content: space-between;
    align-items: flex-start;
    padding-block-end: 8px;
  }

  footer {
    justify-content: flex-end;
    border-block-start: 1px solid var(--_border);
  }

  h2,
  h3,
  p {
    margin: 0;
  }

  h2 {
    font-size: 1.125rem;
    line-height: 1.3;
  }

  h3 {
    font-size: 0.875rem;
  }

  .body {
    display: flex;
    flex-direction: column;
    gap: 14px;
    padding: 8px 20px 18px;
    overflow: auto;
    overscroll-behavior: contain;
  }

  .quiet,
  small {
    color: var(--_muted);
    font-weight: 400;
    font-size: 0.875rem;
  }

  .good {
    color: var(--_good);
  }

  .bad,
  .failure {
    color: var(--_danger);
  }

  .failure {
    padding: 10px 12px;
    border: 1px solid currentcolor;
    border-radius: 10px;
  }

  .fields {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(8.5rem, 1fr));
    gap: 12px;
  }

  .fields.pairs {
    grid-template-columns: repeat(auto-fit, minmax(min(11rem, 100%), 1fr));
  }

  h2:focus {
    outline: 0;
  }

  label {
    display: flex;
    flex-direction: column;
    gap: 5px;
    min-inline-size: 0;
    font-weight: 600;
    font-size: 0.875rem;
  }

  input:not([type='radio'], [type='checkbox']),
  select,
  textarea {
    inline-size: 100%;
    min-block-size: 44px;
    padding: 8px 11px;
    border: 1px solid var(--_strong-border);
    border-radius: 10px;
    background: var(--_surface);
    color: var(--_text);
    font: 400 0.9375rem/1.4 var(--_font);
  }

  input[aria-invalid='true'] {
    border-color: var(--_danger);
  }

  input[type='radio'],
  input[type='checkbox'] {
    inline-size: 1.125rem;
    block-size: 1.125rem;
    flex: none;
    margin: 0;
    accent-color: var(--_accent);
  }

  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
    min-inline-size: 0;
  }

  legend {
    padding: 0 0 4px;
    font-weight: 600;
    font-size: 0.875rem;
  }

  .choice {
    flex-direction: row;
    align-items: center;
    gap: 11px;
    min-block-size: 44px;
    padding: 6px 10px;
    border-radius: 10px;
    font-weight: 500;
    font-size: 0.9375rem;
    cursor: pointer;
  }

  .choice:hover {
    background: var(--_sunken);
  }

  .choice.refused {
    cursor: default;
    color: var(--_muted);
  }

  .words {
    display: flex;
    flex-direction: column;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  .words b {
    font-weight: 600;
  }

  .avatar {
    display: grid;
    place-items: center;
    inline-size: 32px;
    block-size: 32px;
    flex: none;
    border: 1px solid var(--_border);
    border-radius: 50%;
    background: var(--_sunken);
    font: 700 0.75rem/1 var(--_font);
  }

  .chosen {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px 11px;
  }

  .chosen .words {
    flex: 1 1 7rem;
    font-weight: 600;
  }

  .chosen button {
    flex: 0 1 auto;
    padding-inline: 12px;
  }

  .chosen > svg.icon {
    color: var(--_muted);
    font-size: 1.25rem;
  }

  .customers {
    display: flex;
    flex-direction: column;
    gap: 4px;
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .customers button {
    inline-size: 100%;
    justify-content: flex-start;
    text-align: start;
  }

  .found:empty,
  .found:not(:has(p)),
  small:empty {
    display: none;
  }

  .adding {
    display: flex;
    flex-direction: column;
    gap: 10px;
    padding: 14px;
    border: 1px solid var(--_border);
    border-radius: 12px;
  }

  .adding legend {
    padding-inline: 6px;
  }

  .placing {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 8px;
    align-items: center;
    margin-block-start: -8px;
  }

  .placing p {
    flex: 1 1 12rem;
    margin: 0;
  }

  .placing-map {
    block-size: 180px;
    border: 1px solid var(--_border);
    border-radius: 12px;
    overflow: hidden;
  }

  .consequence {
    display: flex;
    flex-direction: column;
    gap: 8px;
    flex: none;
    max-block-size: 13rem;
    padding: 12px 20px;
    border-block-start: 1px solid var(--_border);
    background: var(--_sunken);
    overflow: auto;
  }

  .consequence:not(:has(p)) {
    display: none;
  }

  .consequence p {
    display: flex;
    gap: 10px;
  }

  .consequence svg.icon {
    margin-block-start: 0.15em;
    color: var(--_muted);
  }

  .consequence .bad svg.icon {
    color: inherit;
  }

  .consequence span {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  q {
    display: block;
    margin-block-start: 4px;
    padding: 8px 12px;
    border: 1px solid var(--_border);
    border-radius: 12px;
    border-end-start-radius: 3px;
    background: var(--_surface);
    color: var(--_text);
    quotes: none;
  }

  button.plain {
    min-inline-size: 44px;
    margin: -8px;
    padding: 0;
    border-color: transparent;
    background: none;
    color: var(--_muted);
  }

  button.primary.danger {
    border-color: var(--_danger);
    background: var(--_danger);
    color: light-dark(#ffffff, #2a0a0d);
  }

  @media (width < 30rem) {
    dialog {
      inline-size: 100vw;
      max-inline-size: 100vw;
      margin: auto 0 0;
      border-end-start-radius: 0;
      border-end-end-radius: 0;
    }

    /* What is done needs more room than the way back. */
    footer button {
      flex: 1 1 auto;
    }

    footer .primary {
      flex-grow: 3;
    }

    .adding .fields {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;

/** How the dialogs of an office look: a card in the middle, on a phone the whole width at the bottom. */
export const dialogStyles = [buttonStyles, ownStyles];
