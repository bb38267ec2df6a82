import {isDispatchError} from '@dispatch-kit/client';
import type {BookingRequest} from '@dispatch-kit/core';
import type {CustomerWord} from '../locales/customer/en.ts';

/** What stands in the fields, as it was typed. */
export type Filled = Readonly<Record<string, string>>;

/** What is wrong, by the field that it stands below. */
export type FieldErrors = Readonly<Record<string, CustomerWord>>;

/** A number as the office takes it: without spaces and brackets, with the country code that the company's own has. */
export function phoneOf(typed: string, example: string): string | undefined {
  const digits = typed.replaceAll(/[\s().\-/]/g, '').replace(/^00/, '+');
  if (/^\+[1-9]\d{6,14}$/.test(digits)) return digits;
  const isNorthAmerican = example.startsWith('+1') && /^1?[2-9]\d{9}$/.test(digits);
  return isNorthAmerican ? `+1${digits.slice(-10)}` : undefined;
}

/** What keeps a request from being sent; empty when nothing does. */
export function errorsOf(filled: Filled, example: string): FieldErrors {
  const errors: Record<string, CustomerWord> = {};
  for (const name of ['line', 'city', 'name', 'phone']) if (!filled[name]) errors[name] = 'fieldRequired';
  if (!filled['window']) errors['window'] = 'chooseTime';
  if (filled['phone'] && !phoneOf(filled['phone'], example)) errors['phone'] = 'phoneWrong';
  const email = filled['email'];
  if (email && !/^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]{2,}$/.test(email)) errors['email'] = 'emailWrong';
  return errors;
}

/** The request that was filled in. */
export function requestOf(
  filled: Filled,
  {serviceId, example, locale}: {serviceId: string; example: string; locale: string},
): BookingRequest {
  const [start, end] = filled['window']!.split('/') as [string, string];
  const {line, city, postcode, access, email, description, website} = filled;
  return {
    serviceId,
    window: {start, end},
    name: filled['name']!,
    phone: phoneOf(filled['phone']!, example)!,
    address: {line: line!, city: city!, ...(postcode && {postcode}), ...(access && {access})},
    locale,
    ...(email && {email}),
    ...(description && {description}),
    ...(website && {website}),
    ...(filled['consent'] && {consent: {sms: true, ...(email && {email: true})}}),
  };
}

const words: Readonly<Record<string, CustomerWord>> = {
  window_taken: 'windowTaken',
  code_wrong: 'codeWrong',
  rate_limited: 'tooMany',
};

/** Why the office did not take it, where there are words for it. */
export function wordOf(error: unknown): CustomerWord | undefined {
  return isDispatchError(error) ? words[error.code] : undefined;
}
