import {css} from 'lit';
import {boneStyles} from '../base/bone.styles.ts';
import {deskStyles} from './desk.styles.ts';
import {buttonStyles} from '../order/button.styles.ts';
import {toastStyles} from './toast.styles.ts';

const pageStyles = css`
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

  h2 {
    font-size: 1.125rem;
    font-weight: 700;
  }

  h2:focus {
    outline: 0;
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

  button {
    padding-inline: 14px;
  }

  .toast-place {
    position: sticky;
    inset-block-end: 12px;
    inset-inline: 0;
    margin-inline: 16px;
  }
`;

/** What the pages of an office have that are as long as what is on them: a head, buttons for a finger, and what was just done at the end. */
export const deskPageStyles = [deskStyles, boneStyles, buttonStyles, toastStyles, pageStyles];
