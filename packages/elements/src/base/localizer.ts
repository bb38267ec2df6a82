import type {ReactiveController, ReactiveControllerHost} from 'lit';
import {en} from '../locales/en.ts';
import type {Words} from '../locales/en.ts';

/** Words of a host's own, instead of ours. */
export type OwnWords = Partial<Words>;

interface LocalizedHost extends ReactiveControllerHost, HTMLElement {
  words?: OwnWords | undefined;
}

/** Each language is a file of its own, loaded when a page is in it. */
const loaders: Readonly<Record<string, () => Promise<Words>>> = {
  de: async () => (await import('../locales/de.ts')).de,
  es: async () => (await import('../locales/es.ts')).es,
  ar: async () => (await import('../locales/ar.ts')).ar,
};
const loaded = new Map<string, Words>([['en', en]]);
const rightToLeft = ['ar', 'fa', 'he', 'ur'];

/** Gives an element its words, in the language of the nearest `lang`; English until others have come, or have not. */
export class Localizer implements ReactiveController {
  readonly #host: LocalizedHost;
  /** The language tag that words and numbers are written in. */
  locale = 'en';
  #words: Words = en;

  constructor(host: LocalizedHost) {
    this.#host = host;
    host.addController(this);
  }

  get direction(): 'ltr' | 'rtl' {
    return rightToLeft.includes(languageOf(this.locale)) ? 'rtl' : 'ltr';
  }

  hostConnected(): void {
    this.#read();
  }

  hostUpdate(): void {
    this.#read();
  }

  /** The words of a key, with `{name}` in them filled in. */
  say(key: keyof Words, values: Readonly<Record<string, string>> = {}): string {
    const text: string = this.#host.words?.[key] ?? this.#words[key];
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
  }

  /** The words of a key made at run time, such as a status; undefined for one that is not known. */
  sayIfKnown(key: string): string | undefined {
    return key in en ? this.say(key as keyof Words) : undefined;
  }

  #read(): void {
    const wanted = nearestLanguage(this.#host);
    const language = languageOf(wanted);
    const words = loaded.get(language);
    // Numbers and words of one language: a page in one we have no words for is English throughout.
    const isKnown = language === 'en' || language in loaders;
    this.locale = isKnown ? wanted : 'en';
    this.#words = words ?? en;
    if (!words && isKnown) void this.#load(language);
  }

  async #load(language: string): Promise<void> {
    try {
      loaded.set(language, await loaders[language]!());
    } catch {
      // Offline: English stands in, and the page tries again when it draws again.
      return;
    }
    if (this.#host.isConnected) this.#host.requestUpdate();
  }
}

function languageOf(locale: string): string {
  return locale.toLowerCase().split('-')[0]!;
}

/** The `lang` of the element or its nearest ancestor, out of shadow roots too; else the browser's. */
function nearestLanguage(element: Element): string {
  for (let at: Element | undefined = element; at;) {
    const holder: Element | null = at.closest('[lang]');
    const lang = holder?.getAttribute('lang');
    if (lang && isLocale(lang)) return lang;
    const root: Node = at.getRootNode();
    at = root instanceof ShadowRoot ? root.host : undefined;
  }
  return navigator.language;
}

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
}
