import {css} from 'lit';

/** What stands where something will: as large as each element says. */
export const boneStyles = css`
  .bone {
    border-radius: var(--_radius);
    background: var(--_border);
    animation: breathe 1.6s ease-in-out infinite alternate;
  }

  @keyframes breathe {
    to {
      opacity: 0.45;
    }
  }

  @media (prefers-reduced-motion: reduce) {
    .bone {
      animation: none;
    }
  }
`;
