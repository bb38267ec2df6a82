import {css} from 'lit';

/** What lies over the map of a fleet; it comes with the first of them. */
export const fleetStyles = css`
  .fleet {
    position: absolute;
    inset-block: 12px 28px;
    inset-inline-start: 12px;
    z-index: 3;
    display: flex;
    flex-direction: column;
    align-items: flex-start;
    gap: 8px;
    max-inline-size: calc(100% - 24px);
    pointer-events: none;
  }

  .fleet > * {
    pointer-events: auto;
  }

  .fleet-toggle {
    display: inline-flex;
    align-items: center;
    gap: 8px;
    flex: none;
    min-block-size: 44px;
    padding: 0 16px;
    border: 1px solid var(--_border);
    border-radius: 999px;
    background: var(--_surface);
    color: var(--_text);
    font: 600 0.9375rem/1 var(--_font);
    box-shadow: var(--_shadow);
    cursor: pointer;
  }

  .fleet-list {
    display: flex;
    flex-direction: column;
    gap: 8px;
    inline-size: 18rem;
    max-inline-size: 100%;
    min-block-size: 0;
    padding: 10px;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    color: var(--_text);
    box-shadow: var(--_shadow);
  }

  .fleet-list[hidden] {
    display: none;
  }

  .fleet-list input {
    min-block-size: 44px;
    padding-inline: 12px;
    border: 1px solid var(--_strong-border);
    border-radius: 9px;
    background: none;
    color: inherit;
    font: 400 0.9375rem/1.25 var(--_font);
  }

  .fleet-list input::placeholder {
    color: var(--_muted);
    opacity: 1;
  }

  .fleet-list ul {
    min-block-size: 0;
    margin: 0;
    padding: 0;
    overflow-y: auto;
    list-style: none;
  }

  .fleet-list li button {
    display: flex;
    align-items: center;
    gap: 10px;
    inline-size: 100%;
    min-block-size: 48px;
    padding: 4px 8px;
    border: 0;
    border-radius: 9px;
    background: none;
    color: inherit;
    font: inherit;
    text-align: start;
    cursor: pointer;
  }

  .fleet-list li button:hover,
  .fleet-list li button[aria-pressed='true'] {
    background: var(--_sunken);
  }

  .fleet-list li button[aria-pressed='true'] {
    box-shadow: inset 0 0 0 2px var(--_accent);
  }

  .fleet-list .technician-disc {
    flex: none;
    border-width: 0;
    box-shadow: none;
  }

  .fleet-list .technician-disc.stale {
    background: color-mix(in oklab, var(--_surface) 82%, var(--_text));
    color: var(--_text);
  }

  .fleet-list :focus-visible {
    outline-offset: -2px;
  }

  .fleet-who {
    display: grid;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }

  .fleet-who small,
  .fleet-list p {
    color: var(--_muted);
    font-size: 0.8125rem;
  }

  .fleet-list p {
    margin: 0;
    padding-inline: 8px;
  }

  .fleet-list p:empty {
    display: none;
  }
`;
