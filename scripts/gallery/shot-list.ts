import {catalog, wholeWindow} from '../../examples/gallery/catalog.ts';
import type {Tag} from '../../examples/gallery/catalog.ts';

/** How a state is looked at. The direction of its words is that of their language. */
export interface Look {
  theme: 'light' | 'dark';
  language: 'en' | 'es' | 'de' | 'ar';
  widthPixels: 360 | 768 | 1440;
}

/** One picture to be taken. */
export interface Shot extends Look {
  element: Tag;
  state: string;
}

const themes = ['dark', 'light'] as const;
const languages = ['de', 'ar', 'es', 'en'] as const;
const plainLook: Look = {theme: 'light', language: 'en', widthPixels: 360};
/** What is mostly looked at on a desk, is so in each of its states. */
const onDesk: readonly Tag[] = [
  'dispatch-board',
  'dispatch-schedule',
  'dispatch-new-order',
  'dispatch-offers',
  'dispatch-map',
];

/**
 * The pictures of all states: each in light on a phone, what an office looks at on a desk as well, and once in the dark. Of each element any two of theme, language
 * and width meet in some picture: its states take turns.
 */
export function shotList(): Shot[] {
  return Object.entries(catalog).flatMap(([tag, states]) => {
    const element = tag as Tag;
    const all = looksAt(element);
    const looks = states.map(() => plainLook);
    if (onDesk.includes(element)) looks.push(...states.map((): Look => ({...plainLook, widthPixels: 1440})));
    const dark = all.filter(({theme}) => theme === 'dark');
    for (const [turn] of states.entries()) looks.push(newest(dark, looks, turn));
    for (let look = newest(all, looks); gainOf(look, looks) > 0; look = newest(all, looks)) looks.push(look);
    return looks.map((look, index) => ({element, state: states[index % states.length]!, ...look}));
  });
}

/** What an office has before it all day. */
const deskElements: readonly Tag[] = [
  'dispatch-board',
  'dispatch-schedule',
  'dispatch-map',
  'dispatch-dashboard',
  'dispatch-job',
  'dispatch-team',
];

/** The pictures in which an office's colours are judged: each of its states on a tablet and on a desk, in light and dark. */
export function deskShotList(): Shot[] {
  return deskElements.flatMap(element =>
    catalog[element].flatMap(state =>
      themes.flatMap(theme =>
        ([768, 1440] as const).map((widthPixels): Shot => ({
          element,
          state,
          theme,
          language: 'en',
          widthPixels,
        })),
      ),
    ),
  );
}

/** What fills a window is looked at on a tablet and on a desk too. */
function looksAt(element: Tag): Look[] {
  const widths: Look['widthPixels'][] = wholeWindow.includes(element) ? [360, 768, 1440] : [360, 768];
  return themes.flatMap(theme =>
    languages.flatMap(language => widths.map(widthPixels => ({theme, language, widthPixels}))),
  );
}

/** The look that shows most pairs for the first time; once none is new, they take turns. */
function newest(among: readonly Look[], taken: readonly Look[], turn = 0): Look {
  const gains = among.map(look => gainOf(look, taken));
  const most = Math.max(...gains);
  return most > 0 ? among[gains.indexOf(most)]! : among[turn % among.length]!;
}

function gainOf(look: Look, taken: readonly Look[]): number {
  const known = new Set(taken.flatMap(pairsOf));
  return pairsOf(look).filter(pair => !known.has(pair)).length;
}

/** Any two sides of a look, as texts that can be compared. */
export function pairsOf({theme, language, widthPixels}: Look): string[] {
  return [`${theme} ${language}`, `${theme} ${widthPixels}`, `${language} ${widthPixels}`];
}

/** Each state once: in light, in English, on a phone. */
export function isPlain({theme, language, widthPixels}: Look): boolean {
  return (
    theme === plainLook.theme && language === plainLook.language && widthPixels === plainLook.widthPixels
  );
}

/** Whether its map is to show streets; those take seconds to draw without a graphics card. */
export function hasStreets({element, state}: Shot): boolean {
  return (element === 'dispatch-map' && !state.startsWith('drawn')) || state === 'upcoming_confirmed';
}

/** What a picture is called. */
export function nameOf({element, state, theme, language, widthPixels}: Shot): string {
  return `${element.replace('dispatch-', '')}-${state}-${language}-${theme}-${widthPixels}`;
}
