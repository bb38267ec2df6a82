import {contrastRatio, mendForContrast, surfaces} from '@dispatch-kit/core';
import type {Theme} from '@dispatch-kit/core';

/** Whether an element is drawn light or dark now: its `color-scheme`, and where that allows both, the person's wish. */
export function themeOf(element: Element): Theme {
  const schemes = getComputedStyle(element).colorScheme.split(' ');
  if (!schemes.includes('dark')) return 'light';
  return schemes.includes('light') && !matchMedia('(prefers-color-scheme: dark)').matches ? 'light' : 'dark';
}

/**
 * Gives a brand's colour to an element and all inside it: mended for each theme so that it can be read on the surface.
 * A colour that is no colour, or cannot be mended, leaves the default. Set through the object model, since a strict
 * page forbids style attributes.
 */
export function paintBrand(element: HTMLElement, accent: string | undefined): void {
  for (const theme of ['light', 'dark'] as const) {
    const mended = accent ? mendForContrast(accent, surfaces[theme].plain) : undefined;
    const color = mended?.ok ? mended.color : '';
    const onColor = color && contrastRatio('#ffffff', color) < 4.5 ? '#14181f' : '#ffffff';
    element.style.setProperty(`--dispatch-brand-${theme}`, color);
    element.style.setProperty(`--dispatch-on-brand-${theme}`, color && onColor);
  }
}
