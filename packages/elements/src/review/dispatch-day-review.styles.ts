import {css} from 'lit';
import {deskPageStyles} from '../board/desk-page.styles.ts';

const ownStyles = css`
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 2px 10px;
    padding: 14px 20px;
    border-block-end: 1px solid var(--_border);
  }

  h4 {
    margin: 0;
    font-size: 1rem;
    line-height: 1.3;
  }

  .quiet {
    color: var(--_muted);
    font-weight: 400;
  }

  .bad {
    color: var(--_danger);
  }

  .bones {
    display: grid;
    gap: 14px;
    padding: 16px 20px;
  }

  .bone {
    block-size: 8rem;
  }

  .counts {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 12px;
    padding: 16px 20px 4px;
  }

  progress {
    inline-size: 100%;
    block-size: 8px;
    border: 0;
    border-radius: 999px;
    background: var(--_border);
    appearance: none;
    overflow: hidden;
  }

  progress::-webkit-progress-bar {
    background: var(--_border);
  }

  progress::-webkit-progress-value {
    background: var(--_good);
  }

  progress::-moz-progress-bar {
    background: var(--_good);
  }

  dl {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(5.75rem, 1fr));
    gap: 8px 12px;
    max-inline-size: 40rem;
    margin: 0;
  }

  dl div {
    display: flex;
    flex-direction: column-reverse;
    justify-content: flex-end;
  }

  dt {
    color: var(--_muted);
    font-size: 0.875rem;
  }

  dd {
    margin: 0;
    font-weight: 700;
    font-size: 1.375rem;
    line-height: 1.2;
    font-variant-numeric: tabular-nums;
  }

  .left dd,
  .left dt {
    color: var(--_warning);
  }

  section {
    padding: 18px 20px 0;
  }

  section h3 {
    padding-block-end: 8px;
    font-size: 0.9375rem;
  }

  .row {
    display: grid;
    gap: 12px;
    padding-block: 14px;
    border-block-start: 1px solid var(--_border);
  }

  .about {
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    gap: 5px;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  .fixes {
    display: flex;
    flex-direction: column;
    gap: 10px;
    min-inline-size: 0;
  }

  .follows {
    display: grid;
    gap: 6px;
    padding: 10px 12px;
    border-radius: 10px;
    background: var(--_sunken);
    font-size: 0.875rem;
  }

  .follows p {
    display: flex;
    gap: 9px;
    overflow-wrap: anywhere;
  }

  .follows span {
    min-inline-size: 0;
  }

  .follows svg.icon {
    margin-block-start: 0.15em;
    color: var(--_muted);
  }

  .follows .bad svg.icon {
    color: inherit;
  }

  q {
    display: block;
    color: var(--_muted);
    quotes: none;
  }

  .buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }

  .buttons button {
    flex: 1 1 auto;
  }

  .all-done > svg.icon {
    inline-size: 3.5rem;
    block-size: 3.5rem;
    padding: 12px;
    border-radius: 50%;
    background: var(--_good-tint);
    color: var(--_good);
  }

  @container (width < 36rem) {
    .fixes .buttons {
      display: grid;
      grid-template-columns: 1fr 1fr;
    }
  }

  @container (width >= 40rem) {
    dl {
      grid-template-columns: repeat(5, 1fr);
    }
  }

  @container (width >= 60rem) {
    .row {
      grid-template-columns: minmax(0, 1fr) minmax(0, 38rem);
      gap: 24px;
    }

    .row.unplanned {
      grid-template-columns: minmax(0, 1fr) auto;
      align-items: center;
    }
  }
`;

export const reviewStyles = [deskPageStyles, ownStyles];
