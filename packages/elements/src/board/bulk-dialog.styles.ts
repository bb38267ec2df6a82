import {css} from 'lit';

/** How far a change of many jobs is. */
export const bulkStyles = css`
  .progress {
    gap: 10px;
    font-weight: 400;
    font-size: 0.9375rem;
  }

  progress {
    inline-size: 100%;
    block-size: 8px;
    border: 0;
    border-radius: 999px;
    overflow: hidden;
    appearance: none;
    background: var(--_sunken);
    accent-color: var(--_accent);
  }

  progress::-webkit-progress-bar {
    background: var(--_border);
  }

  progress::-webkit-progress-value {
    border-radius: 999px;
    background: var(--_accent);
  }

  progress::-moz-progress-bar {
    background: var(--_accent);
  }

  [hidden] {
    display: none;
  }
`;
