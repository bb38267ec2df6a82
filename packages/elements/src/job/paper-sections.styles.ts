import {css} from 'lit';

/** Notes, photos and the thread of a job. */
export const paperStyles = css`
  .pick {
    position: relative;
  }

  .pick:focus-within {
    outline: 3px solid var(--_accent);
    outline-offset: 2px;
  }

  .pick input {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    overflow: hidden;
    clip-path: inset(50%);
    opacity: 0;
  }

  form {
    display: grid;
    gap: 8px;
  }

  textarea {
    inline-size: 100%;
    min-block-size: 64px;
    padding: 10px 12px;
    border: 1px solid var(--_strong-border);
    border-radius: 12px;
    background: var(--_surface);
    resize: vertical;
  }

  textarea::placeholder {
    color: var(--_muted);
    opacity: 1;
  }

  .tick {
    display: flex;
    align-items: center;
    gap: 10px;
    min-block-size: 44px;
    font-size: 0.9375rem;
    cursor: pointer;
  }

  .tick input {
    flex: none;
    inline-size: 22px;
    block-size: 22px;
    margin: 0;
    accent-color: var(--_accent);
  }

  .papers,
  .thread {
    display: grid;
    gap: 12px;
  }

  .papers li {
    padding-block-start: 12px;
    border-block-start: 1px solid var(--_border);
  }

  .thread li {
    max-inline-size: 88%;
    padding: 8px 12px;
    border-radius: 12px;
    background: var(--_sunken);
  }

  .thread .team {
    justify-self: end;
    background: color-mix(in srgb, var(--_accent) 10%, var(--_surface));
  }

  .photos {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(8.5rem, 1fr));
    gap: 10px;
  }

  .photos li {
    display: grid;
    align-content: start;
    gap: 6px;
  }

  .photos a {
    display: block;
    border-radius: 12px;
  }

  .photos img,
  .photos .bone {
    display: block;
    inline-size: 100%;
    aspect-ratio: 4 / 3;
    border-radius: 12px;
    background: var(--_sunken);
    object-fit: cover;
  }

  .waits {
    color: var(--_warning);
    font-size: 0.875rem;
    font-weight: 650;
  }

  p.waits {
    display: flex;
    align-items: center;
    gap: 6px;
  }

  span.waits svg {
    translate: 0 0.2em;
  }

  progress {
    flex: 1;
    min-inline-size: 0;
    accent-color: var(--_accent);
  }

  .refused,
  .failure {
    color: var(--_danger);
    font-size: 0.875rem;
    font-weight: 600;
  }
`;
