import {css} from 'lit';

/** The board's bar of two lines: which jobs these are and new ones; how they are found and arranged. */
export const barStyles = css`
  .commands {
    display: flex;
    gap: 8px;
    margin-inline-start: auto;
  }

  .tools {
    flex: 1 1 100%;
    min-inline-size: 0;
    flex-wrap: nowrap;
    justify-content: flex-start;
  }

  .tools > select {
    flex: 0 1 auto;
    min-inline-size: 0;
  }

  /* The list of the browser opens from it; its words would take the place of the search. */
  .grouping {
    position: relative;
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 36px;
    min-block-size: 36px;
    border: 1px solid var(--_border);
    border-radius: 9px;
    color: var(--_muted);
  }

  .grouping:hover {
    background: var(--_sunken);
  }

  .grouping:focus-within {
    outline: 3px solid var(--_accent);
    outline-offset: 1px;
  }

  .grouping select {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    opacity: 0;
  }

  .layouts {
    display: inline-flex;
    margin-inline-start: auto;
  }

  .layouts button:first-child {
    border-start-end-radius: 0;
    border-end-end-radius: 0;
  }

  .layouts button:last-child {
    border-inline-start-width: 0;
    border-start-start-radius: 0;
    border-end-start-radius: 0;
  }

  .layouts button[aria-pressed='true'] {
    color: var(--_text);
  }

  .search {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    min-block-size: 36px;
    flex: 1 1 9rem;
    min-inline-size: 0;
    max-inline-size: 26rem;
    padding-inline: 11px 8px;
    border: 1px solid var(--_strong-border);
    border-radius: 9px;
    color: var(--_muted);
  }

  .search:focus-within {
    outline: 3px solid var(--_accent);
    outline-offset: 1px;
  }

  .search input {
    flex: 1;
    min-inline-size: 0;
    align-self: stretch;
    padding: 0;
    border: 0;
    outline: 0;
    background: none;
    color: var(--_text);
    font: 400 0.875rem/1.25 var(--_font);
    appearance: none;
  }

  .search input::placeholder {
    color: var(--_muted);
    opacity: 1;
  }

  /* Words are longer elsewhere: the lists have a line of their own wherever one of them might need it. */
  @container (width < 62rem) {
    .lists,
    .tools {
      order: 1;
    }

    .lists {
      flex: 1 1 100%;
    }
  }

  @container (width < 44rem) {
    .bar {
      padding: 10px 14px;
    }

    .tools {
      flex-wrap: wrap;
    }

    .lists {
      flex-wrap: nowrap;
      overflow-x: auto;
      margin-inline: -14px;
      padding: 3px 14px;
      inline-size: calc(100% + 28px);
      scrollbar-width: none;
    }

    .lists button {
      flex: none;
    }

    .search {
      flex: 1 1 13rem;
      max-inline-size: none;
    }

    .tools > select {
      flex: 1 1 7rem;
      min-inline-size: 0;
      max-inline-size: none;
    }

    .tools > .round,
    .search kbd {
      display: none;
    }

    /* There is room for the other one only. */
    .layouts button[aria-pressed='true'] {
      display: none;
    }

    .layouts button[aria-pressed='false'] {
      border-radius: 9px;
      border-inline-start-width: 1px;
    }
  }

  @container (width < 32rem) {
    .search {
      flex-basis: 100%;
    }

    .tools > select {
      flex-basis: 0;
    }
  }

  @media (pointer: coarse) {
    .grouping,
    .search {
      min-block-size: 44px;
    }

    .grouping {
      inline-size: 44px;
    }
  }
`;
