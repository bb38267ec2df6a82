export type Theme = 'light' | 'dark';

/** The surfaces on which the palettes are checked, plain and sunken. */
export const surfaces: Readonly<Record<Theme, {plain: string; sunken: string}>> = {
  light: {plain: '#ffffff', sunken: '#f6f7f9'},
  dark: {plain: '#171b21', sunken: '#0f1216'},
};
