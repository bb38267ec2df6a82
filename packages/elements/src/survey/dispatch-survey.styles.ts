import {css} from 'lit';

export const surveyStyles = css`
  :host {
    display: block;
    color: var(--_text);
    font: 400 1rem/1.45 var(--_font);
  }

  .reasons legend {
    margin-block-end: 8px;
  }

  .stars {
    display: flex;
    justify-content: space-between;
    max-inline-size: 20rem;
  }

  .star {
    position: relative;
    display: grid;
    place-items: center;
    inline-size: 52px;
    block-size: 56px;
    cursor: pointer;
  }

  .star input {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    margin: 0;
    opacity: 0;
    cursor: pointer;
  }

  .star svg.icon {
    inline-size: 38px;
    block-size: 38px;
    stroke: light-dark(#a86d00, #e6c558);
    stroke-width: 1.4;
  }

  /* Filled up to the chosen one: every star that is chosen, or has a chosen one after it. */
  .star:has(:checked) svg.icon,
  .star:has(~ .star :checked) svg.icon {
    fill: light-dark(#f2a900, #e6c558);
  }

  .star:has(:focus-visible) {
    border-radius: 12px;
    outline: 3px solid var(--_accent);
  }

  .given {
    display: flex;
    gap: 4px;
  }

  .given svg.icon {
    inline-size: 26px;
    block-size: 26px;
    stroke: light-dark(#a86d00, #e6c558);
  }

  .given svg.icon.full {
    fill: light-dark(#f2a900, #e6c558);
  }

  @media (forced-colors: active) {
    .star:has(:checked) svg.icon,
    .star:has(~ .star :checked) svg.icon {
      fill: Highlight;
    }
  }
`;
