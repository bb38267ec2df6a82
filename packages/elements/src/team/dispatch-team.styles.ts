import {css} from 'lit';
import {deskPageStyles} from '../board/desk-page.styles.ts';

const ownStyles = css`
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

  .acts button {
    flex: 1 1 auto;
  }

  button.first:not([aria-disabled='true']) {
    border-color: var(--_accent);
    color: var(--_accent);
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

export const teamStyles = [deskPageStyles, ownStyles];
