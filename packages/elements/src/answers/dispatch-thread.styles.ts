import {css} from 'lit';

export const threadStyles = css`
  :host {
    display: block;
    color: var(--_text);
    font: 400 1rem/1.45 var(--_font);
  }

  section {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 10px;
    overflow-wrap: anywhere;
  }

  h3 {
    font-size: 1.0625rem;
    font-weight: 650;
  }

  ol {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 10px;
    margin: 0;
    padding: 0;
    list-style: none;
  }

  li {
    justify-self: start;
    max-inline-size: 85%;
    padding: 9px 14px;
    border-radius: 18px;
    border-end-start-radius: 6px;
    background: var(--_sunken);
  }

  li > bdi {
    display: block;
    white-space: pre-line;
  }

  li.own {
    justify-self: end;
    border-end-start-radius: 18px;
    border-end-end-radius: 6px;
    background: color-mix(in oklab, var(--_accent) 14%, var(--_surface));
  }

  small {
    display: block;
    margin-block-start: 2px;
    color: var(--_muted);
    font-size: 0.8125rem;
  }

  form {
    gap: 8px;
  }

  textarea {
    min-block-size: 3.25rem;
  }
`;
