import {css} from 'lit';

/** The visits that are left, each with who takes over. */
export const reliefStyles = css`
  ul {
    display: grid;
    gap: 14px;
    margin: 0;
    padding: 0;
    list-style: none;
  }

  li {
    display: grid;
    gap: 5px;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  li + li {
    padding-block-start: 14px;
    border-block-start: 1px solid var(--_border);
  }

  li label {
    gap: 1px;
  }

  li select {
    text-overflow: ellipsis;
  }

  .follows {
    display: flex;
    gap: 8px;
    font-size: 0.875rem;
  }

  .follows svg.icon {
    margin-block-start: 0.15em;
  }
`;
