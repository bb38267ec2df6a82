import {catalog} from '../../examples/gallery/catalog.ts';
import type {Tag} from '../../examples/gallery/catalog.ts';

/** One picture to be taken. */
export interface Shot {
  element: Tag;
  state: string;
  theme: 'light' | 'dark';
  language: 'en' | 'de' | 'ar';
  widthPixels: number;
}

const wide: readonly Tag[] = ['dispatch-board', 'dispatch-new-order', 'dispatch-map'];
/** In the dark the states of an element take turns, so that each element meets each language. */
const darkTurns = ['de', 'ar', 'en', 'en'] as const;

/**
 * The pictures of all states: each in light and in dark on a phone, what an office looks at on a desk as well. In the
 * dark some are in German and in Arabic; in the light one of each element is.
 */
export function shotList(): Shot[] {
  return Object.entries(catalog).flatMap(([tag, states]) => {
    const element = tag as Tag;
    return states.flatMap((state, index) => {
      const light: Shot = {element, state, theme: 'light', language: 'en', widthPixels: 360};
      const shots: Shot[] = [light];
      if (wide.includes(element) && !state.startsWith('drawn')) shots.push({...light, widthPixels: 1440});
      shots.push({...light, theme: 'dark', language: darkTurns[index % darkTurns.length]!});
      if (index === states.length - 2 || states.length === 1) shots.push({...light, language: 'de'});
      if (index === Math.floor(states.length / 2)) shots.push({...light, language: 'ar'});
      return shots;
    });
  });
}

/** What a picture is called. */
export function nameOf({element, state, theme, language, widthPixels}: Shot): string {
  return `${element.replace('dispatch-', '')}-${state}-${language}-${theme}-${widthPixels}`;
}
