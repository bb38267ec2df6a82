import type {NoticeKind} from './notice-kind.ts';
import {noticeLaws} from './notice-kind.ts';

/** What a template may speak of: who sends, what the visit is, when, who comes, and where to follow it. */
export const placeholders = [
  'company',
  'phone',
  'title',
  'visit',
  'technician',
  'window',
  'arrival',
  'minutes',
  'address',
  'link',
  'name',
  'message',
  'code',
  'count',
  'inviter',
] as const;
export type Placeholder = (typeof placeholders)[number];

/** The value of each placeholder; an empty one leaves out the brackets around it. */
export type TemplateValues = Readonly<Record<Placeholder, string>>;

const onlyIn: Partial<Record<Placeholder, readonly NoticeKind[]>> = {
  minutes: ['minutes_away'],
  message: ['message'],
  code: ['sign_in_code'],
  count: ['day_open'],
  inviter: ['heads_up', 'invited', 'reinvited'],
};
/** Without these the message says nothing. */
const needs: Partial<Record<NoticeKind, Placeholder>> = {message: 'message', sign_in_code: 'code'};

/** The placeholders that a template of a kind may use. */
export function placeholdersOf(kind: NoticeKind): Placeholder[] {
  const about = noticeLaws[kind].to === 'customer' || ofVisit.has(kind) ? placeholders : plain;
  return about.filter(name => onlyIn[name]?.includes(kind) ?? true);
}

const ofVisit = new Set<NoticeKind>(['assigned', 'unassigned', 'team_rescheduled', 'team_canceled']);
const plain: readonly Placeholder[] = ['company', 'phone', 'link', 'name', 'code', 'count', 'inviter'];

/** What is wrong with a template of a kind, in a sentence; undefined for a good one. */
export function templateProblem(kind: NoticeKind, template: string): string | undefined {
  const known = placeholdersOf(kind);
  for (const [whole, name] of template.matchAll(/\{([^{}]*)\}/g))
    if (!known.includes(name as Placeholder))
      return `${whole} is no placeholder of ${kind}. There are ${known.map(each => `{${each}}`).join(', ')}.`;
  if (/[{}]/.test(template.replaceAll(/\{[^{}]*\}/g, '')))
    return 'A brace stands alone. Placeholders are written as {company}.';
  if (/[[\]]/.test(template.replaceAll(/\[[^[\]]*\]/g, '')))
    return 'A bracket stands alone. What is left out without its placeholder is written as [about {arrival}].';
  const needed = needs[kind];
  if (needed && !template.includes(`{${needed}}`)) return `A template of ${kind} needs {${needed}}.`;
  return undefined;
}

/** Fills a template. `[…]` is left out when a placeholder inside it has no value. */
export function fillTemplate(template: string, values: TemplateValues): string {
  const fill = (text: string) =>
    text.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name as Placeholder] ?? '');
  const chosen = template.replaceAll(/\[([^[\]]*)\]/g, (_, inner: string) =>
    [...inner.matchAll(/\{(\w+)\}/g)].every(([, name]) => values[name as Placeholder]) ? inner : '',
  );
  return fill(chosen);
}
