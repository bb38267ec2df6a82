import type {StatusIcon} from '@dispatch-kit/core';
import {html, svg} from 'lit';
import type {SVGTemplateResult, TemplateResult} from 'lit';

const shapes = {
  arrow: svg`<path d="M4 11 20 4l-7 16-2.5-6.5z" fill="currentColor" />`,
  circle_dashed: svg`<circle cx="12" cy="12" r="9" stroke-dasharray="3.6 3.4" />`,
  clock: svg`<circle cx="12" cy="12" r="9" /><path d="M12 7v5l3 2" />`,
  columns: svg`<path d="M4 5h4.5v14H4zM10 5h4.5v9H10zM16 5h4.5v12H16z" />`,
  cross: svg`<path d="m6 6 12 12M18 6 6 18" />`,
  groups: svg`<path d="M4 5h7M8 10h12M4 15h7M8 20h12" />`,
  half_circle: svg`<circle cx="12" cy="12" r="9" /><path d="M12 3a9 9 0 0 1 0 18z" fill="currentColor" />`,
  inbox: svg`<path d="M12 3v10m-4-4 4 4 4-4M3 14v6h18v-6" />`,
  pause: svg`<path d="M8 5v14M16 5v14" stroke-width="4" />`,
  pencil: svg`<path d="m4 20 1-5L16 4l4 4L9 19z" />`,
  pin: svg`<path d="M12 21s-7-6.5-7-11.5a7 7 0 0 1 14 0C19 14.5 12 21 12 21z" /><circle cx="12" cy="9.5" r="2.5" />`,
  rows: svg`<path d="M4 6h16M4 12h16M4 18h16" />`,
  sort: svg`<path d="M7 4v16m-4-4 4 4 4-4M17 20V4m-4 4 4-4 4 4" />`,
  tick: svg`<path d="m5 13 4.5 4.5L19 7" />`,
  barred: svg`<circle cx="12" cy="12" r="9" /><path d="m6 18 12-12" />`,
  phone: svg`<path
    d="M6 3h3.5l1.5 5-2.5 1.5a12 12 0 0 0 6 6L16 13l5 1.5V18a3 3 0 0 1-3 3A15 15 0 0 1 3 6a3 3 0 0 1 3-3z"
  />`,
  plus: svg`<path d="M12 5v14M5 12h14" />`,
  star: svg`<path
    d="m12 3 2.8 5.7 6.2.9-4.5 4.4 1.1 6.2L12 17.3l-5.6 2.9 1.1-6.2L3 9.6l6.2-.9z"
  />`,
  eye: svg`<path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z" /><circle cx="12" cy="12" r="2.8" />`,
  camera: svg`<path d="M4 8h3.5L9 5.5h6L16.5 8H20v11H4z" /><circle cx="12" cy="13" r="3.4" />`,
  back: svg`<path d="m14 5-7 7 7 7" />`,
  dots: svg`<path d="M5 12h.01M12 12h.01M19 12h.01" stroke-width="3.4" />`,
  search: svg`<circle cx="10.5" cy="10.5" r="6.5" /><path d="m15.5 15.5 5 5" />`,
  link: svg`<path
    d="M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.7l1-1"
  />`,
  person: svg`<circle cx="12" cy="8" r="4" /><path d="M4.5 20.5a7.5 7.5 0 0 1 15 0" />`,
  message: svg`<path d="M4 5h16v11H9l-5 4z" />`,
  calendar: svg`<path d="M4 6h16v14H4zM4 10h16M8 3v4M16 3v4" />`,
  bell: svg`<path d="M6 17V11a6 6 0 0 1 12 0v6l1.5 1.5h-15zM10.5 21h3" />`,
  offline: svg`<path
    d="m4 4 16 16M5 12.5a10 10 0 0 1 3.6-2.4M19 12.5a10 10 0 0 0-5.6-2.9M8.5 16a5 5 0 0 1 5.2-1.1M12 19.5v.01"
  />`,
} as const satisfies Record<StatusIcon, SVGTemplateResult> & Record<string, SVGTemplateResult>;

export type IconName = keyof typeof shapes;

/** A small drawing beside words; never instead of them, so it is hidden from screen readers. */
export function icon(name: IconName, className = ''): TemplateResult {
  return html`<svg class="icon ${className}" viewBox="0 0 24 24" aria-hidden="true">${shapes[name]}</svg>`;
}
