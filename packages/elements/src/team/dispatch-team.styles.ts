import {css} from 'lit';
import {boneStyles} from '../base/bone.styles.ts';
import {deskStyles} from '../board/desk.styles.ts';
import {toastStyles} from '../board/toast.styles.ts';

const ownStyles = css`
  :host {
    display: block;
    container-type: inline-size;
    color: var(--_text);
    background: var(--_surface);
    font: 400 0.9375rem/1.4 var(--_font);
    -webkit-text-size-adjust: 100%;
  }

  .base {
    position: relative;
    min-block-size: 20rem;
    padding-block-end: 4.5rem;
  }

  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    min-block-size: 60px;
    padding: 7px 20px;
    border-block-end: 1px solid var(--_border);
  }

  .bar .primary {
    margin-inline-start: auto;
  }

  h2 {
    font-size: 1.125rem;
    font-weight: 700;
  }

  h2:focus {
    outline: 0;
  }

  .quiet {
    color: var(--_muted);
    font-weight: 400;
  }

  .list {
    padding-inline: 20px;
  }

  .bone {
    block-size: 5rem;
    margin-block: 14px;
  }

  .member {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 10px 14px;
    padding-block: 14px;
  }

  .member + .member {
    border-block-start: 1px solid var(--_border);
  }

  .avatar {
    display: grid;
    place-items: center;
    inline-size: 44px;
    block-size: 44px;
    border: 1px solid var(--_border);
    border-radius: 50%;
    background: var(--_sunken);
    font: 700 0.9375rem/1 var(--_font);
  }

  .about {
    display: grid;
    gap: 3px;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  h3 {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 10px;
    font-size: 1rem;
    line-height: 1.3;
  }

  .title {
    min-block-size: 28px;
    padding: 0;
    border: 0;
    background: none;
    color: inherit;
    font: inherit;
    font-weight: 650;
    text-align: start;
    overflow-wrap: anywhere;
  }

  .title:hover {
    background: none;
    text-decoration: underline;
  }

  .shift {
    display: inline-flex;
    align-items: center;
    gap: 5px;
    color: var(--_good);
    font-weight: 600;
    font-size: 0.8125rem;
  }

  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 16px;
    margin: 0;
    padding: 0;
    color: var(--_muted);
    font-size: 0.875rem;
    list-style: none;
  }

  .facts li {
    display: flex;
    gap: 7px;
  }

  .facts svg.icon {
    margin-block-start: 0.12em;
  }

  .needs-hand {
    color: var(--_warning);
    font-weight: 600;
  }

  .acts {
    display: flex;
    flex-wrap: wrap;
    grid-column: 1 / -1;
    gap: 8px;
  }

  button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-block-size: 44px;
    padding: 8px 14px;
    border: 1px solid var(--_border);
    border-radius: 10px;
    background: var(--_surface);
    color: var(--_text);
    font: 600 0.9375rem/1.25 var(--_font);
    cursor: pointer;
  }

  .acts button {
    flex: 1 1 auto;
  }

  button:hover {
    background: var(--_sunken);
  }

  button.primary {
    border-color: var(--_accent);
    background: var(--_accent);
    color: var(--_on-accent);
  }

  button.first {
    border-color: var(--_accent);
    color: var(--_accent);
  }

  button[aria-disabled='true'] {
    border-color: var(--_border);
    background: var(--_sunken);
    color: var(--_muted);
    cursor: default;
  }

  summary {
    min-block-size: 44px;
    padding: 12px 20px;
    border-block-start: 1px solid var(--_border);
    color: var(--_muted);
    font-weight: 600;
    cursor: pointer;
  }

  details .avatar {
    opacity: 0.6;
  }

  .toast-place {
    position: sticky;
    inset-block-end: 12px;
    inset-inline: 0;
    margin-inline: 16px;
  }

  @container (width < 36rem) {
    .acts {
      display: grid;
      grid-template-columns: 1fr 1fr;
    }

    .acts button:last-child:nth-child(odd) {
      grid-column: 1 / -1;
    }
  }

  @container (width >= 56rem) {
    .member {
      grid-template-columns: auto minmax(0, 1fr) auto;
      align-items: center;
    }

    .acts {
      grid-column: auto;
      justify-content: flex-end;
    }

    .acts button {
      flex: none;
    }
  }
`;

export const teamStyles = [deskStyles, boneStyles, toastStyles, ownStyles];
