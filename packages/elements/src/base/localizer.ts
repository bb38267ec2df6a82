import type {ReactiveController, ReactiveControllerHost} from 'lit';
import {en} from '../locales/en.ts';
import type {Words} from '../locales/en.ts';

/** Words of a host's own, instead of ours. */
export type OwnWords<K extends string = never> = Partial<Record<keyof Words | K, string>>;

/** Words that only some elements need: English at hand, each other language a file that is loaded when a page is in it. */
export interface WordBook<K extends string = string> {
  readonly en: Readonly<Record<K, string>>;
  readonly load: Readonly<Record<string, () => Promise<Readonly<Record<K, string>>>>>;
}

interface LocalizedHost extends ReactiveControllerHost, HTMLElement {
  words?: OwnWords<string> | undefined;
}

const commonBook: WordBook<keyof Words> = {
  en,
  load: {
    de: async () => (await import('../locales/de.ts')).de,
    es: async () => (await import('../locales/es.ts')).es,
    ar: async () => (await import('../locales/ar.ts')).ar,
  },
};
const loaded = new Map<WordBook, Map<string, Readonly<Record<string, string>>>>();
const rightToLeft = ['ar', 'fa', 'he', 'ur'];
/** Elements on the page; one observer tells all of them that a `lang` has changed. */
const localized = new Set<LocalizedHost>();
let languages: MutationObserver | undefined;

/**
 * Gives an element its words, in the language of the nearest `lang`; English until others have come, or have not.
 * `K` are the words of the book that it has beside the common ones.
 */
export class Localizer<K extends string = never> implements ReactiveController {
  readonly #host: LocalizedHost;
  #books: readonly WordBook[];
  /** The language tag that words and numbers are written in. */
  locale = 'en';
  /** What there is to say; another object once it is in another language. */
  words: Readonly<Record<string, string>>;
  readonly #pages = new Map<string, Readonly<Record<string, string>>>();

  constructor(host: LocalizedHost, book?: WordBook<K>) {
    this.#host = host;
    this.#books = book ? [commonBook, book] : [commonBook];
    this.words = this.#wordsIn('en')!;
    host.addController(this);
  }

  /** Has the words of another book too, for what is opened later; settles when they are there in the language of now. */
  async add(book: WordBook): Promise<void> {
    if (this.#books.includes(book)) return;
    const language = languageOf(this.locale);
    if (language !== 'en') await loadPage(book, language).catch(() => {});
    this.#books = [...this.#books, book];
    this.#pages.clear();
    this.#read();
  }

  get direction(): 'ltr' | 'rtl' {
    return rightToLeft.includes(languageOf(this.locale)) ? 'rtl' : 'ltr';
  }

  hostConnected(): void {
    localized.add(this.#host);
    languages ??= watchLanguages();
    this.#read();
  }

  hostDisconnected(): void {
    localized.delete(this.#host);
    if (localized.size > 0) return;
    languages?.disconnect();
    languages = undefined;
  }

  hostUpdate(): void {
    this.#read();
  }

  /** The words of a key, with `{name}` in them filled in. */
  say(key: keyof Words | K, values: Readonly<Record<string, string>> = {}): string {
    const text: string = this.#host.words?.[key] ?? this.words[key]!;
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
  }

  /** The words of a key made at run time, such as a status; undefined for one that is not known. */
  sayIfKnown(key: string): string | undefined {
    return Object.hasOwn(this.words, key) ? this.say(key as keyof Words) : undefined;
  }

  #read(): void {
    const wanted = nearestLanguage(this.#host);
    const language = languageOf(wanted);
    // Numbers and words of one language: a page in one we have no words for is English throughout.
    const isKnown = language === 'en' || language in commonBook.load;
    this.locale = isKnown ? wanted : 'en';
    const words = this.#wordsIn(language);
    this.words = words ?? this.#wordsIn('en')!;
    if (!words && isKnown) void this.#load(language);
  }

  /** All words in one language, once every book has been loaded in it. */
  #wordsIn(language: string): Readonly<Record<string, string>> | undefined {
    const known = this.#pages.get(language);
    if (known) return known;
    const pages = this.#books.map(book => (language === 'en' ? book.en : loaded.get(book)?.get(language)));
    if (pages.includes(undefined)) return undefined;
    const whole = Object.freeze(Object.assign({}, ...pages) as Record<string, string>);
    this.#pages.set(language, whole);
    return whole;
  }

  async #load(language: string): Promise<void> {
    try {
      await Promise.all(this.#books.map(book => loadPage(book, language)));
    } catch {
      // Offline: English stands in, and the page tries again when it draws again.
      return;
    }
    if (this.#host.isConnected) this.#host.requestUpdate();
  }
}

function watchLanguages(): MutationObserver {
  const observer = new MutationObserver(() => {
    for (const host of localized) host.requestUpdate();
  });
  observer.observe(document, {subtree: true, attributes: true, attributeFilter: ['lang']});
  return observer;
}

async function loadPage(book: WordBook, language: string): Promise<void> {
  const pages = loaded.get(book) ?? new Map<string, Readonly<Record<string, string>>>();
  loaded.set(book, pages);
  if (!pages.has(language)) pages.set(language, await book.load[language]!());
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
