import * as z from 'zod/mini';
import {NoticeKind} from './notice-kind.ts';
import type {Placeholder, TemplateValues} from './template.ts';
import {fillTemplate, templateProblem} from './template.ts';
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

const OwnTemplate = z.strictObject({
  text: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(1200))),
  subject: z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(150), z.regex(/^[^\r\n]*$/))),
});

/** An organization's own words, by language and kind: `{en: {created: {text, subject}}}`. What is left out is as shipped. */
export const Templates = z
  .record(
    z
      .string()
      .check(z.regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'Give a language tag, such as en or es-MX.')),
    z.partialRecord(NoticeKind, OwnTemplate),
  )
  .check(ctx => {
    for (const [locale, kinds] of Object.entries(ctx.value))
      for (const [kind, template] of Object.entries(kinds))
        for (const [field, text = ''] of Object.entries(template ?? {})) {
          const about = kind as NoticeKind;
          const message = field === 'text' ? templateProblem(about, text) : subjectProblem(about, text);
          if (message) ctx.issues.push({code: 'custom', message, input: text, path: [locale, kind, field]});
        }
  });
export type Templates = z.infer<typeof Templates>;

/** A subject needs nothing in particular, but knows the same placeholders. */
function subjectProblem(kind: NoticeKind, subject: string): string | undefined {
  const problem = templateProblem(kind, subject);
  return problem?.startsWith('A template of') ? undefined : problem;
}

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
