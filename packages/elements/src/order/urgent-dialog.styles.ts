import {css} from 'lit';

/** Who could go, with what his going delays below him. */
export const urgentStyles = css`
  .nearest {
    border: 1px solid transparent;
    border-radius: 12px;
  }

  .nearest + .nearest {
    margin-block-start: 2px;
  }

  .nearest[data-chosen] {
    border-color: var(--_border);
    background: var(--_sunken);
  }

  .nearest .choice {
    align-items: flex-start;
    padding-block: 8px;
  }

  .nearest .choice > input {
    margin-block-start: 7px;
  }

  .nearest .words {
    flex: 1;
    gap: 1px;
  }

  .who {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 10px;
  }

  .there {
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }

  ul {
    display: grid;
    gap: 10px;
    margin: 0;
    padding: 0;
    list-style: none;
  }

  .delays {
    margin: 2px 12px 12px;
    padding-block-start: 10px;
    padding-inline-start: 30px;
    border-block-start: 1px solid var(--_border);
    font-size: 0.875rem;
  }

  .delays li {
    display: grid;
    gap: 4px;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  .taker {
    flex-direction: row;
    align-items: center;
    gap: 8px;
  }

  .taker svg.icon {
    color: var(--_muted);
  }

  .taker select {
    text-overflow: ellipsis;
  }

  small.bad {
    color: var(--_danger);
  }

  details {
    font-size: 0.875rem;
  }

  summary {
    display: flex;
    align-items: center;
    min-block-size: 44px;
    color: var(--_muted);
    cursor: pointer;
  }

  .absent {
    gap: 6px;
  }

  .look-again {
    align-self: flex-start;
  }

  @media (width < 30rem) {
    .delays {
      padding-inline-start: 0;
    }
  }
`;
