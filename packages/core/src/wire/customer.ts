import * as z from 'zod/mini';
import {idSchema} from '../ids.ts';
import {Instant, TimeZone} from '../time.ts';
import {Email, Locale, Phone, hostFields, hostReply, line} from './resource.ts';

/** That somebody agreed, or did not, to be written to over one channel: who noted it, when, how, in which words. */
export const Consent = z.object({
  granted: z.boolean(),
  at: z.optional(Instant),
  by: z.optional(z.string().check(z.maxLength(100))),
  how: z.optional(z.string().check(z.maxLength(100))),
  words: z.optional(z.string().check(z.maxLength(1000))),
});
export type Consent = z.infer<typeof Consent>;

const ConsentInput = z.optional(z.union([z.boolean(), Consent]));
const ConsentsInput = z.strictObject({sms: ConsentInput, email: ConsentInput, push: ConsentInput});

export const Consents = z.object({
  sms: z.optional(Consent),
  email: z.optional(Consent),
  push: z.optional(Consent),
});
export type Consents = z.infer<typeof Consents>;

export const ContactInput = z.strictObject({
  name: line(120),
  role: z.optional(line(40)),
  phone: z.optional(Phone),
  email: z.optional(Email),
  locale: z.optional(Locale),
  consent: z.optional(ConsentsInput),
});
export type ContactInput = z.infer<typeof ContactInput>;

export const Contact = z.object({
  id: idSchema('contact'),
  name: z.string(),
  role: z.optional(z.string()),
  phone: z.optional(z.string()),
  email: z.optional(z.string()),
  locale: z.optional(z.string()),
  consent: Consents,
});
export type Contact = z.infer<typeof Contact>;

/** Each field is judged before two of them together. */
const isSoundSoFar = ({issues}: {issues: readonly unknown[]}) => issues.length === 0;

/** A place where work is done. Without `lat` and `lng` it is unplaced: it has no pin, fence or ETA, and screens say so. */
export const Address = z
  .strictObject({
    line: line(200),
    line2: z.optional(z.string().check(z.maxLength(200))),
    city: z.optional(z.string().check(z.maxLength(120))),
    postcode: z.optional(z.string().check(z.maxLength(20))),
    country: z.optional(z.string().check(z.maxLength(60))),
    lat: z.optional(z.number().check(z.gte(-90), z.lte(90))),
    lng: z.optional(z.number().check(z.gte(-180), z.lte(180))),
    timeZone: z.optional(TimeZone),
    access: z.optional(z.string().check(z.maxLength(500))),
  })
  .check(
    z.refine(({lat, lng}) => (lat === undefined) === (lng === undefined), {
      path: ['lat'],
      when: isSoundSoFar,
      error: 'Give both lat and lng, or neither: then the address is unplaced.',
    }),
    z.refine(({lat, lng}) => lat !== 0 || lng !== 0, {
      path: ['lat'],
      when: isSoundSoFar,
      error: '0, 0 lies in the sea: leave lat and lng out where the place is not known.',
    }),
  );
export type Address = z.infer<typeof Address>;

const customerFields = {
  name: line(120),
  phone: z.optional(Phone),
  email: z.optional(Email),
  locale: z.optional(Locale),
  consent: z.optional(ConsentsInput),
  contacts: z.optional(z.array(ContactInput).check(z.maxLength(20))),
  addresses: z.optional(z.array(Address).check(z.maxLength(50))),
  ...hostFields,
};

/** A customer to be made. `phone`, `email`, `locale` and `consent` on top are those of the first contact. */
export const CustomerInput = z.strictObject(customerFields);
export type CustomerInput = z.infer<typeof CustomerInput>;

export const CustomerPatch = z.partial(CustomerInput);
export type CustomerPatch = z.infer<typeof CustomerPatch>;

export const Customer = z.object({
  id: idSchema('customer'),
  version: z.int(),
  name: z.string(),
  contacts: z.array(Contact),
  addresses: z.array(Address),
  ...hostReply,
  createdAt: Instant,
  erasedAt: z.nullable(Instant),
});
export type Customer = z.infer<typeof Customer>;
