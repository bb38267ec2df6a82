import {css} from 'lit';

/** What lies over the list: the menu, the toast, the list of keys. */
export const layerStyles = css`
  .menu {
    position: fixed;
    inset: auto;
    margin: 0;
    inline-size: max-content;
    min-inline-size: 13rem;
    padding: 6px;
    border: 1px solid var(--_border);
    border-radius: 12px;
    background: var(--_surface);
    color: var(--_text);
    box-shadow: var(--_shadow);
  }

  .menu:popover-open {
    display: flex;
    flex-direction: column;
  }

  .menu button {
    inline-size: 100%;
    min-block-size: 40px;
    justify-content: flex-start;
    border-color: transparent;
    background: none;
  }

  .menu button:hover,
  .menu button:focus-visible {
    background: var(--_sunken);
  }

  .menu button.danger {
    color: var(--_danger);
  }

  .menu span {
    flex: 1;
    text-align: start;
  }

  dialog.keys {
    inline-size: min(24rem, 100vw - 24px);
    padding: 18px 20px;
    border: 1px solid var(--_border);
    border-radius: calc(var(--_radius) + 4px);
    background: var(--_surface);
    color: var(--_text);
    box-shadow: var(--_shadow);
  }

  dialog.keys::backdrop {
    background: rgb(10 14 20 / 45%);
  }

  .keys header {
    display: flex;
    align-items: center;
    justify-content: space-between;
    margin-block-end: 8px;
  }

  .keys .plain {
    border-color: transparent;
  }

  .keys dl {
    margin: 0;
  }

  .keys dl div {
    display: flex;
    gap: 16px;
    padding-block: 5px;
  }

  .keys dt {
    display: flex;
    gap: 4px;
    inline-size: 7rem;
    flex: none;
  }

  .keys dd {
    margin: 0;
  }

  .keys kbd {
    display: inline-block;
  }
`;
