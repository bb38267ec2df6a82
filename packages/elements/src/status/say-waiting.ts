import type {Localizer} from '../base/localizer.ts';
import type {FieldWord} from '../locales/field/en.ts';

/** `2 taps wait to be sent`. */
export function sayWaiting(count: number, localizer: Localizer<FieldWord>): string {
  const {locale} = localizer;
  const form = new Intl.PluralRules(locale).select(count);
  const word = form === 'zero' ? 'other' : form;
  return localizer.say(`tapsWait.${word}`, {count: new Intl.NumberFormat(locale).format(count)});
}
