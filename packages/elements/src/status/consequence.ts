import {noticeLaws} from '@dispatch-kit/core';
import type {ToldNotice} from '@dispatch-kit/core';
import type {Localizer} from '../base/localizer.ts';
import type {FieldWord} from '../locales/field/en.ts';

type Say = Localizer<FieldWord>['say'];

/** What a step tells customers, in a sentence each: from the messages of its dry run. */
export function sayConsequence(notices: readonly ToldNotice[], say: Say): string {
  const toCustomers = notices.filter(notice => noticeLaws[notice.kind]?.to === 'customer');
  if (toCustomers.length === 0) return say('nobodyTold');
  const sentences = toCustomers.map(({to, channel, state, words}) => {
    const name = isolated(to);
    if (state === 'no_consent' || !channel) return say('notTold', {name});
    return say(`told.${channel}`, {name, words: isolated(words)});
  });
  return [...new Set(sentences)].join(' ');
}

/** Somebody's words keep their own direction inside a sentence. */
function isolated(text: string): string {
  return `\u2068${text}\u2069`;
}
