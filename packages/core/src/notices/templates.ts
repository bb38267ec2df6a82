import * as z from 'zod/mini';
import {NoticeKind} from './notice-kind.ts';
import {templateProblem} from './template.ts';

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
