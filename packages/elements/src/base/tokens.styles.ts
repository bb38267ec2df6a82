import {css} from 'lit';

/** What all elements share: the tokens with their defaults, the theme, and how buttons and fields look. */
export const tokens = css`
  /* Where a brand is painted inside an element, the tokens are made anew from it. */
  :host,
  .branded {
    --_accent: var(
      --dispatch-color-accent,
      light-dark(var(--dispatch-brand-light, #1f5eff), var(--dispatch-brand-dark, #8fb0ff))
    );
    --_on-accent: var(
      --dispatch-color-on-accent,
      light-dark(var(--dispatch-on-brand-light, #ffffff), var(--dispatch-on-brand-dark, #0b1633))
    );
    --_surface: var(--dispatch-color-surface, light-dark(#ffffff, #171b21));
    --_sunken: var(--dispatch-color-sunken, light-dark(#f6f7f9, #0f1216));
    --_text: var(--dispatch-color-text, light-dark(#14181f, #f1f3f6));
    --_muted: var(--dispatch-color-muted, light-dark(#5b6472, #a3abb8));
    --_border: var(--dispatch-color-border, light-dark(#e3e6eb, #2b313a));
    --_strong-border: var(--dispatch-color-strong-border, light-dark(#868f9c, #7b8594));
    --_danger: var(--dispatch-color-danger, light-dark(#b92733, #ff9398));
    --_warning: var(--dispatch-color-warning, light-dark(#b04a08, #ffa662));
    --_warning-tint: var(--dispatch-color-warning-tint, light-dark(#fdefe4, #38261a));
    --_good: var(--dispatch-color-good, light-dark(#17724a, #5ec98f));
    --_good-tint: var(--dispatch-color-good-tint, light-dark(#e6f5ec, #182f25));
    --_font: var(--dispatch-font, system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif);
    --_radius: var(--dispatch-radius, 14px);
    --_space: var(--dispatch-space, 16px);
    --_shadow: var(--dispatch-shadow, 0 1px 2px rgb(0 0 0 / 8%), 0 8px 28px rgb(0 0 0 / 12%));
  }

  :host([theme='light']) {
    color-scheme: light;
  }

  :host([theme='dark']) {
    color-scheme: dark;
  }

  :host([theme='auto']) {
    color-scheme: light dark;
  }

  :host([hidden]) {
    display: none !important;
  }

  *,
  ::before,
  ::after {
    box-sizing: border-box;
  }

  .visually-hidden:not(:focus, :active, :focus-within) {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  svg.icon {
    inline-size: 1.15em;
    block-size: 1.15em;
    flex: none;
    fill: none;
    stroke: currentcolor;
    stroke-width: 2;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  :focus-visible {
    outline: 3px solid var(--_accent);
    outline-offset: 2px;
  }
`;
