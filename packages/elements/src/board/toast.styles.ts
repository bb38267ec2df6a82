import {css} from 'lit';

/** What was just done, over the end of a list. */
export const toastStyles = css`
  .toast-place {
    position: absolute;
    inset-block-end: 16px;
    inset-inline: 16px;
    display: flex;
    pointer-events: none;
  }

  .toast {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: flex-end;
    gap: 0 4px;
    max-inline-size: 44rem;
    padding: 9px 8px 9px 18px;
    padding-inline: 18px 8px;
    border-radius: 12px;
    background: light-dark(#14181f, #eef1f5);
    color: light-dark(#ffffff, #14181f);
    box-shadow: var(--_shadow);
    pointer-events: auto;
  }

  .toast[hidden] {
    display: none;
  }

  .toast p {
    flex: 1 1 14rem;
    min-inline-size: 0;
    margin-inline-end: 10px;
    overflow-wrap: anywhere;
  }

  .toast button {
    border-color: transparent;
    background: none;
    color: inherit;
    flex: none;
    padding-inline: 10px;
  }

  .toast .plain {
    padding: 0;
  }

  .toast .undo {
    color: light-dark(#9dbbff, #174bc4);
    font-weight: 700;
    font-variant-numeric: tabular-nums;
  }

  .toast button:hover {
    background: color-mix(in srgb, currentcolor 18%, transparent);
  }

  .plain {
    inline-size: 36px;
    padding: 0;
  }
`;
