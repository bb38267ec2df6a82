import {css} from 'lit';
import {deskPageStyles} from '../board/desk-page.styles.ts';

const ownStyles = css`
  .bar {
    display: flex;
    align-items: baseline;
    gap: 8px;
    padding: 14px 20px;
    border-block-end: 1px solid var(--_border);
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
    padding-inline: 16px;
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
`;

export const offersStyles = [deskPageStyles, ownStyles];
