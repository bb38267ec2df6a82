import {css} from 'lit';

export const etaStyles = css`
  :host {
    display: block;
    font: 400 1rem/1.4 var(--_font);
    color: var(--_text);
  }

  p {
    margin: 0;
  }

  .kicker {
    color: var(--_muted);
    font-size: 0.9375rem;
  }

  .range {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    column-gap: 0.18em;
    margin-block: 0.05em 0.1em;
    font-size: var(--dispatch-eta-size, clamp(1.75rem, 8.8cqi, 2.5rem));
    font-weight: 750;
    line-height: 1.1;
    letter-spacing: -0.03em;
    font-variant-numeric: tabular-nums;
  }

  .word {
    font-size: 0.45em;
    font-weight: 500;
    letter-spacing: 0;
    color: var(--_muted);
  }

  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: 2px 12px;
    min-block-size: 1.4em;
    font-size: 0.9375rem;
    color: var(--_muted);
  }

  .record {
    margin: 0;
    font-size: 0.8125rem;
    color: var(--_muted);
  }

  .late,
  .stale {
    font-weight: 600;
    color: var(--_warning);
  }

  :host(:state(stale)) .range {
    color: var(--_muted);
  }
`;
