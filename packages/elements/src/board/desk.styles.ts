import {css} from 'lit';

/** What all lists of an office have: what stands there when nothing else does. */
export const deskStyles = css`
  h2,
  h3,
  p {
    margin: 0;
  }

  .banner {
    display: flex;
    align-items: center;
    gap: 10px;
    padding: 9px 20px;
    background: var(--_warning-tint);
    color: var(--_warning);
    font-weight: 600;
    font-size: 0.875rem;
  }

  .empty {
    display: flex;
    flex: 1;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: 10px;
    padding: 48px 24px;
    color: var(--_muted);
    text-align: center;
  }

  .empty h3 {
    color: var(--_text);
    font-size: 1.0625rem;
  }

  .empty > svg.icon {
    font-size: 1.75rem;
  }

  p.advice {
    max-inline-size: 44rem;
    margin: 10px auto;
    padding: 12px 14px;
    border: 1px dashed var(--_strong-border);
    border-radius: 10px;
    color: var(--_text);
    font:
      400 0.8125rem/1.5 ui-monospace,
      monospace;
    text-align: start;
    overflow-wrap: anywhere;
  }
`;

/** An element of an office that scrolls inside itself: as high as its place. */
export const placedStyles = css`
  :host {
    display: block;
    block-size: 100%;
    min-block-size: 20rem;
    container-type: inline-size;
    color: var(--_text);
    background: var(--_surface);
    font: 400 0.9375rem/1.35 var(--_font);
    -webkit-text-size-adjust: 100%;
  }
`;
