import * as z from 'zod/mini';
import {suggestionCodes, unavailableCodes} from '../plan/suggestion-reason.ts';
import {Day, Instant, TimeRange, TimeZone} from '../time.ts';
import {Address} from './customer.ts';
import {endpoint} from './endpoint.ts';
import {line} from './resource.ts';

/** Which days are looked at: from today or a later day on, at most a month. */
const lookAhead = {
  from: z.optional(Day),
  days: z.optional(z.int().check(z.gte(1), z.lte(31))),
  limit: z.optional(z.int().check(z.gte(1), z.lte(200))),
};

/** The same in an address. */
export const SuggestionQuery = z.strictObject({
  from: z.optional(Day),
  days: z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lte(31))),
  limit: z.optional(z.coerce.number().check(z.int(), z.gte(1), z.lte(200))),
});
export type SuggestionQuery = z.infer<typeof SuggestionQuery>;

/** What an order not yet made would take. */
export const SuggestionInput = z.strictObject({
  address: Address,
  serviceId: z.optional(z.string().check(z.maxLength(60))),
  /** Default: the service's. */
  durationMinutes: z.optional(z.int().check(z.gte(1), z.lte(1440))),
  /** Besides those that the service takes. */
  skills: z.optional(z.array(line(60)).check(z.maxLength(50))),
  ...lookAhead,
});
export type SuggestionInput = z.infer<typeof SuggestionInput>;

const Reason = z.object({code: z.enum(suggestionCodes), words: z.string()});

/**
 * A technician at a time. `window` is what the customer would be told, `planned` when the work begins;
 * `costMinutes` is what it is ranked by: driving, waiting, a full day and other circumstances, weighed in minutes.
 */
export const Suggestion = z.object({
  technicianId: z.string(),
  name: z.string(),
  planned: z.object({start: Instant, durationMinutes: z.int()}),
  window: TimeRange,
  costMinutes: z.int(),
  /** Minutes from the visit before; 0 where that or the place is not known. */
  driveMinutes: z.int(),
  reasons: z.array(Reason),
});
export type Suggestion = z.infer<typeof Suggestion>;

/** Who could come when, the best first, and who could not, with why. */
export const Suggestions = z.object({
  timeZone: TimeZone,
  items: z.array(Suggestion),
  unavailable: z.array(
    z.object({
      technicianId: z.string(),
      name: z.string(),
      code: z.enum(unavailableCodes),
      words: z.string(),
    }),
  ),
});
export type Suggestions = z.infer<typeof Suggestions>;

/** Windows that are free, in their order; `timeZone` is the place's. */
export const OfferedWindows = z.object({timeZone: TimeZone, items: z.array(TimeRange)});
export type OfferedWindows = z.infer<typeof OfferedWindows>;

export const planningEndpoints = {
  suggest: endpoint({
    method: 'POST',
    path: '/v1/suggestions',
    summary: 'Ranked technicians and slots for an order not yet made',
    access: ['plan'],
    body: SuggestionInput,
    reply: Suggestions,
    reads: true,
  }),
} as const;
