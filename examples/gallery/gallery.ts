/**
 * The gallery: each element in each of its states. `/` is the index; `/?element=…&state=…` shows one state alone, as
 * `theme`, `lang`, `dir` and `width` say. `/?stage` waits for tools that show one after the other, in a font that is the
 * same everywhere; with `&still` no time passes.
 */
import {catalog, wholeWindow} from './catalog.ts';
import type {Language} from './firm-words.ts';
import {scenes} from './scenes/index.ts';
import {standStill} from './still.ts';

const asked = new URLSearchParams(location.search);
const root = document.documentElement;

async function takeFont(): Promise<void> {
  root.dataset['font'] = 'bundled';
  await Promise.all(['16px Bundled', '700 16px Bundled'].map(font => document.fonts.load(font, 'aä→ع')));
}

interface Asked {
  element?: string;
  state?: string;
  theme?: string;
  lang?: string;
  dir?: string;
  width?: string;
}

/** Shows a state alone, instead of what is there; returns what went wrong, if anything. */
async function showScene({
  element,
  state,
  theme,
  lang = 'en',
  dir,
  width,
}: Asked): Promise<string | undefined> {
  delete root.dataset['scene'];
  document.body.replaceChildren();
  scrollTo(0, 0);
  const language = lang.split('-')[0] as Language;
  root.lang = lang === 'en' ? 'en-US' : lang;
  root.dir = dir || (language === 'ar' ? 'rtl' : 'ltr');
  if (theme) root.dataset['theme'] = theme;
  const place = document.createElement('main');
  place.className = wholeWindow.includes(element ?? '') ? 'stage whole' : 'stage';
  if (width) place.style.setProperty('--stage-width', `${Number(width)}px`);
  document.body.append(place);
  document.title = `${element} ${state}`;
  const scene = scenes[element as keyof typeof scenes]?.[state ?? ''];
  try {
    if (!scene) throw new Error(`There is no ${element} ${state}.`);
    await scene({place, language});
    root.dataset['scene'] = 'ready';
    return undefined;
  } catch (error) {
    const failure = Object.assign(document.createElement('p'), {className: 'failure'});
    failure.textContent = error instanceof Error ? error.message : String(error);
    document.body.prepend(failure);
    root.dataset['scene'] = 'failed';
    return failure.textContent;
  }
}

const looks = {
  theme: ['', 'light', 'dark'],
  lang: ['en', 'de', 'es', 'ar'],
  width: ['', '360', '768', '1024', '1440'],
} as const;

function showIndex(): void {
  document.body.className = 'index';
  const frame = Object.assign(document.createElement('iframe'), {name: 'scene', title: 'One state'});
  const header = document.createElement('header');
  const title = Object.assign(document.createElement('h1'), {textContent: 'Gallery'});
  header.append(title, ...Object.keys(looks).map(name => choiceOf(name as keyof typeof looks)));
  const nav = document.createElement('nav');
  nav.setAttribute('aria-label', 'Elements');
  for (const [element, states] of Object.entries(catalog)) {
    const heading = Object.assign(document.createElement('h2'), {textContent: element});
    const list = document.createElement('ul');
    list.append(...states.map(state => linkTo(element, state)));
    nav.append(heading, list);
  }
  const main = document.createElement('main');
  main.append(frame);
  document.body.append(header, nav, main);
  const follow = () => show(frame, nav);
  addEventListener('hashchange', follow);
  header.addEventListener('change', follow);
  follow();
}

function choiceOf(name: keyof typeof looks): HTMLLabelElement {
  const label = Object.assign(document.createElement('label'), {textContent: name});
  const select = Object.assign(document.createElement('select'), {name});
  select.append(...looks[name].map(value => new Option(value || 'as it is', value)));
  label.append(select);
  return label;
}

function linkTo(element: string, state: string): HTMLLIElement {
  const item = document.createElement('li');
  const link = Object.assign(document.createElement('a'), {
    href: `#${element}/${state}`,
    textContent: state.replaceAll('_', ' '),
  });
  item.append(link);
  return item;
}

/** Shows in the frame what the fragment names, as the header says. */
function show(frame: HTMLIFrameElement, nav: HTMLElement): void {
  const [element = '', state = ''] = (location.hash || '#dispatch-tracker/live').slice(1).split('/');
  const query = new URLSearchParams({element, state});
  for (const select of document.querySelectorAll('select')) {
    if (select.value && select.name !== 'width') query.set(select.name, select.value);
    if (select.name === 'width')
      frame.style.setProperty('--stage-width', select.value ? `${select.value}px` : '100%');
  }
  frame.src = `/?${query}`;
  for (const link of nav.querySelectorAll('a')) {
    const isShown = link.hash === `#${element}/${state}`;
    if (isShown) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
}

if (asked.has('still')) standStill();
if (asked.has('stage')) void takeFont().then(() => Object.assign(globalThis, {showScene}));
else if (asked.get('state')) void showScene(Object.fromEntries(asked));
else showIndex();
