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
    align-items: baseline;
    gap: 8px;
    padding: 14px 20px;
    border-block-end: 1px solid var(--_border);
  }

  h2 {
    font-size: 1.125rem;
    font-weight: 700;
  }

  h2:focus {
    outline: 0;
  }

  .count {
    color: var(--_muted);
    font-variant-numeric: tabular-nums;
  }

  .hint {
    padding: 12px 20px 0;
    color: var(--_muted);
  }

  .list {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(22rem, 100%), 1fr));
    gap: 14px;
    padding: 16px 20px;
  }

  .bone {
    block-size: 13rem;
  }

  .offer {
    display: flex;
    flex-direction: column;
    gap: 12px;
    padding: 14px 16px 16px;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
  }

  .offer header {
    display: flex;
    flex-direction: column;
    gap: 2px;
  }

  h3 {
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

  .end {
    display: flex;
    align-items: center;
    gap: 6px;
    color: var(--_muted);
    font-size: 0.875rem;
    font-variant-numeric: tabular-nums;
  }

  .end.soon {
    color: var(--_danger);
    font-weight: 650;
  }

  .facts {
    display: grid;
    gap: 6px;
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .facts li {
    display: flex;
    gap: 9px;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  .facts svg.icon {
    margin-block-start: 0.15em;
    color: var(--_muted);
  }

  .facts span {
    min-inline-size: 0;
  }

  small {
    display: block;
    color: var(--_muted);
    font-size: 0.8125rem;
  }

  .description {
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
    color: var(--_muted);
    overflow-wrap: anywhere;
  }

  .answers {
    display: flex;
    flex-wrap: wrap;
    gap: 10px;
    margin-block-start: auto;
  }

  .answers button {
    flex: 1 1 8rem;
  }

  button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-block-size: 44px;
    padding: 8px 16px;
    border: 1px solid var(--_border);
    border-radius: 10px;
    background: var(--_surface);
    color: var(--_text);
    font: 600 0.9375rem/1.25 var(--_font);
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

  button[aria-disabled='true'] {
    border-color: var(--_border);
    background: var(--_sunken);
    color: var(--_muted);
    cursor: default;
  }

  .endings:not(:empty) {
    display: grid;
  }

  .ended {
    display: flex;
    align-items: center;
    gap: 12px;
    padding: 4px 8px 4px 20px;
    padding-inline: 20px 8px;
    border-block-end: 1px solid var(--_border);
    background: var(--_sunken);
    color: var(--_muted);
  }

  .ended p {
    display: flex;
    flex: 1;
    flex-wrap: wrap;
    gap: 0 10px;
    min-inline-size: 0;
    padding-block: 8px;
    overflow-wrap: anywhere;
  }

  .ended b {
    color: var(--_text);
    font-weight: 600;
  }

  .ended .plain {
    inline-size: 44px;
    flex: none;
    padding: 0;
    border-color: transparent;
    background: none;
    color: inherit;
  }

  .toast-place {
    position: sticky;
    inset-block-end: 12px;
    inset-inline: 0;
    margin-inline: 16px;
  }
`;

export const offersStyles = [deskStyles, boneStyles, toastStyles, ownStyles];
