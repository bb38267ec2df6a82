import {css} from 'lit';
import {dialogStyles} from '../order/dialog.styles.ts';

const ownStyles = css`
  :host([inline]) {
    display: block;
    color: var(--_text);
    background: var(--_surface);
  }

  dialog {
    inline-size: min(60rem, 100vw - 24px);
    flex-direction: column;
  }

  .page {
    display: flex;
    flex-direction: column;
    font: 400 0.9375rem/1.45 var(--_font);
  }

  .body {
    gap: 18px;
  }

  .drop {
    position: relative;
    display: grid;
    justify-items: center;
    gap: 12px;
    padding: 32px 20px;
    border: 2px dashed var(--_strong-border);
    border-radius: 14px;
    color: var(--_muted);
    font-size: 0.9375rem;
    text-align: center;
    cursor: pointer;
  }

  .drop.over,
  .drop:hover {
    border-color: var(--_accent);
    background: color-mix(in srgb, var(--_accent) 7%, var(--_surface));
  }

  .drop:focus-within {
    outline: 3px solid var(--_accent);
    outline-offset: 2px;
  }

  .drop svg.icon {
    font-size: 1.75rem;
  }

  .drop input.visually-hidden:focus {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    min-block-size: 0;
    opacity: 0;
  }

  .button {
    display: inline-flex;
    align-items: center;
    min-block-size: 44px;
    padding: 8px 16px;
    border-radius: 10px;
    background: var(--_accent);
    color: var(--_on-accent);
    font-weight: 600;
  }

  form {
    gap: 10px;
    align-items: flex-start;
  }

  form label {
    inline-size: 100%;
  }

  textarea {
    font:
      400 0.8125rem/1.5 ui-monospace,
      monospace;
    resize: vertical;
  }

  .file,
  .judgement p {
    display: flex;
    align-items: center;
    gap: 10px;
  }

  .file span {
    flex: 1;
    min-inline-size: 0;
    font-weight: 600;
    overflow-wrap: anywhere;
  }

  .file svg,
  .good svg {
    color: var(--_good);
  }

  .columns {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(13rem, 100%), 1fr));
    gap: 12px;
  }

  select[aria-invalid='true'] {
    border-color: var(--_danger);
  }

  section {
    display: flex;
    flex-direction: column;
    gap: 8px;
    min-inline-size: 0;
  }

  .table {
    overflow-x: auto;
    border: 1px solid var(--_border);
    border-radius: 10px;
  }

  table {
    inline-size: 100%;
    border-collapse: collapse;
    font-size: 0.8125rem;
    white-space: nowrap;
  }

  th,
  td {
    max-inline-size: 16rem;
    padding: 8px 12px;
    overflow: hidden;
    text-align: start;
    text-overflow: ellipsis;
  }

  th {
    background: var(--_sunken);
    color: var(--_muted);
    font-weight: 600;
  }

  tr + tr td {
    border-block-start: 1px solid var(--_border);
  }

  tr.bad td {
    color: var(--_muted);
    text-decoration: line-through;
  }

  ul {
    display: flex;
    flex-direction: column;
    gap: 6px;
    margin: 0;
    padding: 0;
    list-style: none;
    font-size: 0.875rem;
  }

  li {
    overflow-wrap: anywhere;
  }

  li b {
    font-weight: 650;
    margin-inline-end: 6px;
  }

  .save {
    align-self: flex-start;
  }

  @media (width < 30rem) {
    dialog {
      inline-size: 100vw;
    }
  }

  progress {
    inline-size: 100%;
    accent-color: var(--_accent);
  }
`;

export const importStyles = [dialogStyles, ownStyles];
