import {css} from 'lit';

export const technicianStyles = css`
  :host {
    display: block;
    color: var(--_text);
    font: 400 1rem/1.45 var(--_font);
  }

  .person {
    display: flex;
    align-items: center;
    gap: 12px;
  }

  .avatar {
    display: grid;
    place-items: center;
    inline-size: 48px;
    block-size: 48px;
    flex: none;
    border-radius: 50%;
    background: light-dark(#ffd9bd, #5b3a23);
    color: light-dark(#5a2a08, #ffd9bd);
    font-weight: 700;
    object-fit: cover;
  }

  .who {
    flex: 1;
    min-inline-size: 0;
  }

  .who strong {
    display: block;
    font-size: 1.0625rem;
    overflow-wrap: anywhere;
  }

  .quiet {
    color: var(--_muted);
    font-size: 0.9375rem;
  }

  .round,
  ::slotted(*) {
    display: grid;
    place-items: center;
    inline-size: 48px;
    block-size: 48px;
    flex: none;
    border: 1px solid var(--_border);
    border-radius: 50%;
    color: var(--_accent);
    font-size: 1.125rem;
  }
`;
