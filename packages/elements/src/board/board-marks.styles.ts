import {css} from 'lit';

/** The boxes of rows that are chosen together, and what can be done with them. */
export const markStyles = css`
  .row.marked {
    background: color-mix(in srgb, var(--_accent) 14%, var(--_surface));
  }

  .mark {
    position: absolute;
    inset-block: 0;
    inset-inline-start: 6px;
    display: grid;
    place-items: center;
    inline-size: 24px;
    cursor: pointer;
    opacity: 0;
  }

  .mark input {
    inline-size: 15px;
    block-size: 15px;
    margin: 0;
    accent-color: var(--_accent);
    cursor: pointer;
  }

  .row:hover .mark,
  .row:focus-within .mark,
  .marking .mark {
    opacity: 1;
  }

  .marked[role='toolbar'] {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    padding: 10px 12px;
    border-block-start: 1px solid var(--_border);
    background: color-mix(in srgb, var(--_accent) 9%, var(--_surface));
  }

  .marked strong {
    flex: 1 0 auto;
    font-variant-numeric: tabular-nums;
  }

  .marked .danger {
    color: var(--_danger);
  }

  .marked .plain {
    border-color: transparent;
    background: none;
  }

  @container (width < 32rem) {
    .marked strong {
      flex-basis: calc(100% - 52px);
    }

    .marked button:not(.plain) {
      flex: 1 1 auto;
    }
  }

  @media (pointer: coarse) {
    .marked button {
      min-block-size: 44px;
    }
  }

  @container (width < 44rem) {
    /* There is no room for the boxes before there is a use for them. */
    .grid:not(.marking) .mark {
      display: none;
    }

    .marking .row {
      padding-inline-start: 46px;
    }

    .mark {
      inline-size: 38px;
    }

    .mark input {
      inline-size: 20px;
      block-size: 20px;
    }
  }
`;
