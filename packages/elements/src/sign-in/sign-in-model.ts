import {isDispatchError} from '@dispatch-kit/client';
import {minuteMs} from '@dispatch-kit/core';

/** A phone number as the office takes it, with its country: what people write between the digits is left out. */
export function phoneOf(written: string, callingCode: string | undefined): string | undefined {
  const digits = written.replaceAll(/[^\d]/g, '');
  const isWhole = /^\s*\+/.test(written);
  const isWritten00 = !isWhole && digits.startsWith('00');
  const national = digits.replace(/^0/, '');
  const phone = isWhole
    ? `+${digits}`
    : isWritten00
      ? `+${digits.slice(2)}`
      : callingCode && `+${callingCode.replaceAll(/\D/g, '')}${national}`;
  return phone && /^\+[1-9]\d{6,14}$/.test(phone) ? phone : undefined;
}

/** The digits of a code, however they came in: with spaces, or in other scripts. */
export function codeOf(written: string): string {
  const western = written.replaceAll(/[٠-٩۰-۹]/g, digit => String(digit.charCodeAt(0) % 16));
  return western.replaceAll(/\D/g, '').slice(0, 6);
}

/** What went wrong with a code, as the key of its word, with the minutes to wait. */
export interface SignInProblem {
  word: 'phoneWrong' | 'codeWrong' | 'tooManyCodes' | 'invitationEnded' | 'tryAgain' | undefined;
  minutes: number;
  /** What the office says, where we have no words for it. */
  message: string;
}

export function problemOf(error: unknown): SignInProblem {
  const message = error instanceof Error ? error.message : String(error);
  if (!isDispatchError(error)) return {word: undefined, minutes: 0, message};
  const minutes = Math.max(1, Math.ceil(((error.retryAfterSeconds ?? 60) * 1000) / minuteMs));
  if (error.kind === 'connection') return {word: 'tryAgain', minutes, message};
  const words = {
    rate_limited: 'tooManyCodes',
    code_wrong: 'codeWrong',
    link_ended: 'invitationEnded',
  } as const;
  return {word: words[error.code as keyof typeof words], minutes, message};
}
