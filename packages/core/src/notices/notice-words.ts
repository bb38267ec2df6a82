import type {NoticeKind} from './notice-kind.ts';
import type {Placeholder, TemplateValues} from './template.ts';
import {fillTemplate} from './template.ts';
import type {Templates} from './templates.ts';
import {wordsAr} from './words-ar.ts';
import {wordsDe} from './words-de.ts';
import {wordsEn} from './words-en.ts';
import {wordsEs} from './words-es.ts';

/** A message as a template: its text, and the subject it has as an e-mail. */
export type NoticeTemplate = {readonly subject: string; readonly text: string};

/** Every message in one language. */
export type NoticeWords = Readonly<Record<NoticeKind, NoticeTemplate>> & {
  readonly visit: string;
  readonly technician: string;
  /** On the button of an e-mail. */
  readonly follow: string;
  readonly questions: string;
};

/** The languages that messages ship in. */
export const noticeLanguages: Readonly<Record<string, NoticeWords>> = {
  en: wordsEn,
  es: wordsEs,
  de: wordsDe,
  ar: wordsAr,
};

/** Whose own words count, and in which languages. */
export type Wording = {
  readonly templates: Templates;
  /** Language tags in the order in which they are wished: of the reader, of the organization. */
  readonly locales: readonly (string | undefined)[];
};

/** The words of a kind: the reader's language if there are words in it, else the organization's, else English. */
export function chooseWords(
  kind: NoticeKind,
  {templates, locales}: Wording,
): {locale: string; template: NoticeTemplate; words: NoticeWords} {
  const wished = [...locales.filter(each => each !== undefined), 'en'];
  for (const tag of wished) {
    const base = tag.split('-')[0]!;
    const [general, special] = [templates[base]?.[kind], templates[tag]?.[kind]];
    const words = noticeLanguages[base];
    const text = special?.text ?? general?.text ?? words?.[kind].text;
    const subject = special?.subject ?? general?.subject ?? (words ?? wordsEn)[kind].subject;
    if (text !== undefined) return {locale: tag, words: words ?? wordsEn, template: {subject, text}};
  }
  return {locale: 'en', words: wordsEn, template: wordsEn[kind]};
}

/** What a message says, given what it can speak of; `visit` and `technician` may be left to the organization's terms. */
export function sayNotice(
  chosen: Pick<ReturnType<typeof chooseWords>, 'template' | 'words'>,
  terms: Readonly<Record<string, string>>,
  values: Readonly<Partial<Record<Placeholder, string>>>,
): {subject: string; text: string} {
  const {template, words} = chosen;
  const all = {
    ...none,
    ...values,
    visit: terms['visit'] ?? words.visit,
    technician: values.technician || terms['technician'] || words.technician,
  };
  return {subject: fillTemplate(template.subject, all), text: fillTemplate(template.text, all)};
}

const none: TemplateValues = {
  company: '',
  phone: '',
  title: '',
  visit: '',
  technician: '',
  window: '',
  arrival: '',
  minutes: '',
  address: '',
  link: '',
  name: '',
  message: '',
  code: '',
  count: '',
  inviter: '',
};
