import * as z from 'zod/mini';

const Minutes = (most: number) => z.int().check(z.gte(0), z.lte(most));

/** Quiet hours: wall clock times at the address of the visit between which customers get only what is of no use in the morning. */
export const QuietHours = z.strictObject({
  from: z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/)),
  to: z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/)),
});
export type QuietHours = z.infer<typeof QuietHours>;

/**
 * Until when a datum is shown to a customer: `always`, `never`, or while the leg is live and the technician is at
 * most so many minutes, metres or stops away.
 */
export const VisibilityRule = z.union([
  z.enum(['always', 'never', 'live']),
  z.strictObject({minutes: z.number().check(z.gt(0))}),
  z.strictObject({meters: z.number().check(z.gt(0))}),
  z.strictObject({stops: z.int().check(z.gte(0))}),
]);
export type VisibilityRule = z.infer<typeof VisibilityRule>;

/** What a customer may see of a leg, per datum. Position, heading and route never outlive the live leg. */
export const Visibility = z.strictObject({
  position: VisibilityRule,
  heading: VisibilityRule,
  route: VisibilityRule,
  eta: VisibilityRule,
  distance: VisibilityRule,
  stopsAhead: VisibilityRule,
  identityHoursBefore: z.int().check(z.gte(0), z.lte(24 * 30)),
});
export type Visibility = z.infer<typeof Visibility>;

export const defaultVisibility: Visibility = {
  position: 'live',
  heading: 'live',
  route: 'live',
  eta: 'always',
  distance: 'never',
  stopsAhead: 'never',
  identityHoursBefore: 24,
};

/**
 * The public booking page. It is there as long as it is `open` and the organization has services: windows of so many
 * minutes are offered, none that begins sooner than `noticeMinutes` from now. `consentWords` is what a customer agrees to.
 */
export const Booking = z.strictObject({
  open: z.boolean(),
  windowMinutes: z.int().check(z.gte(15), z.lte(1440)),
  noticeMinutes: Minutes(60 * 24 * 14),
  daysAhead: z.int().check(z.gte(1), z.lte(31)),
  consentWords: z.string().check(z.minLength(1), z.maxLength(1000)),
});
export type Booking = z.infer<typeof Booking>;

/** The rules an organization sets for itself. Every one has a default; see `defaultSettings`. */
export const Settings = z.strictObject({
  arrivalMode: z.enum(['combined', 'separate']),
  autoArrive: z.enum(['off', 'prompt', 'auto']),
  graceSeconds: z.int().check(z.gte(0), z.lte(600)),
  undoMinutes: Minutes(60),
  technicianMaySkip: z.boolean(),
  followUpSurvey: z.boolean(),
  consentPolicy: z.enum(['ask', 'transactional']),
  share: z.enum(['leg', 'shift']),
  radiusMeters: z.int().check(z.gte(30), z.lte(1000)),
  hideStartMeters: z.int().check(z.gte(0), z.lte(5000)),
  terms: z.record(z.string(), z.string().check(z.maxLength(60))),
  trackingUrl: z.nullable(z.string().check(z.maxLength(500))),
  webUrls: z.record(z.string(), z.string().check(z.maxLength(500))),
  reasons: z.array(z.strictObject({code: z.string(), label: z.string().check(z.maxLength(80))})),
  quietHours: z.nullable(QuietHours),
  /** Hours before its window at which a visit is reminded of; 0: never. */
  reminderHours: z.int().check(z.gte(0), z.lte(168)),
  /** Minutes away at which the customer hears that the technician is almost there; 0: never. */
  minutesAway: Minutes(60),
  /** Whether customers read how good the organization's arrival times were lately. */
  showArrivalRecord: z.boolean(),
  booking: Booking,
  closingTime: z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/)),
  visibility: Visibility,
  retention: z.strictObject({
    fixesDays: z.int().check(z.gte(1)),
    messagesDays: z.int().check(z.gte(1)),
    codesDays: z.int().check(z.gte(1)),
    idempotencyDays: z.int().check(z.gte(1)),
  }),
});
export type Settings = z.infer<typeof Settings>;

export const defaultSettings: Settings = {
  arrivalMode: 'combined',
  autoArrive: 'prompt',
  graceSeconds: 10,
  undoMinutes: 5,
  technicianMaySkip: false,
  followUpSurvey: false,
  consentPolicy: 'ask',
  share: 'leg',
  radiusMeters: 100,
  hideStartMeters: 200,
  terms: {},
  trackingUrl: null,
  webUrls: {},
  reasons: [],
  reminderHours: 24,
  minutesAway: 0,
  showArrivalRecord: false,
  quietHours: {from: '21:00', to: '08:00'},
  booking: {
    open: true,
    windowMinutes: 120,
    noticeMinutes: 120,
    daysAhead: 14,
    consentWords: 'Write to me about this visit. Messages can be ended at any time.',
  },
  closingTime: '18:00',
  visibility: defaultVisibility,
  retention: {fixesDays: 30, messagesDays: 90, codesDays: 1, idempotencyDays: 7},
};
