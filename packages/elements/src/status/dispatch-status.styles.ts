import {statusLook, statusesOf} from '@dispatch-kit/core';
import type {PaletteName, StatusSubject} from '@dispatch-kit/core';
import {css, unsafeCSS} from 'lit';

/** One rule for each status of each palette, from the one list of colours that is checked for contrast. */
function colorRules(): string {
  const rules: string[] = [];
  for (const palette of ['jobs', 'trips'] satisfies PaletteName[]) {
    for (const subject of ['job', 'appointment'] satisfies StatusSubject[]) {
      for (const status of statusesOf(subject)) {
        const light = statusLook(palette, 'light', subject, status);
        const dark = statusLook(palette, 'dark', subject, status);
        const both = (color: 'text' | 'tint' | 'solid') => `light-dark(${light[color]}, ${dark[color]})`;
        rules.push(
          `.${palette}.${subject}.${status} { --_status-text: ${both('text')}; --_status-tint: ${both('tint')}; --_status-solid: ${both('solid')}; }`,
        );
      }
    }
  }
  return rules.join('\n');
}

/** The colours of each status, for whatever wears its classes: `jobs job scheduled`. */
export const statusColors = css`
  ${unsafeCSS(colorRules())}
`;

export const statusStyles = css`
  ${statusColors}

  :host {
    display: inline-block;
    font: 600 0.875rem/1.25 var(--_font);
  }

  .badge {
    display: inline-flex;
    align-items: center;
    gap: 0.4em;
    padding: 0.25em 0.7em;
    border: 1px solid transparent;
    border-radius: 999px;
    color: var(--_status-text, var(--_muted));
    background: var(--_status-tint, var(--_sunken));
  }

  .outline {
    border-color: var(--_status-solid);
    background: none;
  }

  .struck .word {
    text-decoration: line-through;
  }

  @media (forced-colors: active) {
    .badge {
      border-color: CanvasText;
    }
  }
`;
