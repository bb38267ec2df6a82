import * as z from 'zod/mini';

/** Every message that may be sent to a person. */
export const NoticeKind = z.enum([
  'created',
  'scheduled',
  'rescheduled',
  'reminder',
  'on_the_way',
  'new_eta',
  'minutes_away',
  'arrived',
  'technician_changed',
  'delayed',
  'follow_up_needed',
  'missed_you',
  'completed',
  'canceled',
  'reinstated',
  'message',
  'heads_up',
  'invited',
  'reinvited',
  'assigned',
  'unassigned',
  'team_rescheduled',
  'team_canceled',
  'day_open',
  'sign_in_code',
]);
export type NoticeKind = z.infer<typeof NoticeKind>;

/** Where a notice stands: `no_consent` was never to be sent, `dropped` no longer is, `kept` belongs to a test organization. */
export const NoticeState = z.enum(['waiting', 'sent', 'dropped', 'failed', 'no_consent', 'kept']);
export type NoticeState = z.infer<typeof NoticeState>;

/** How a person is reached. */
export const Channel = z.enum(['sms', 'email', 'push']);
export type Channel = z.infer<typeof Channel>;

type NoticeLaw = {
  /** Who reads it. */
  readonly to: 'customer' | 'member';
  /** What it is said about once: a leg, a step of the ETA on a leg, a version of the window, or one event. */
  readonly occasion: 'leg' | 'eta_step' | 'window' | 'event';
  /** True for what is of no use in the morning: it is sent in quiet hours too. */
  readonly passesQuietHours: boolean;
  /** When it is too old to be sent. */
  readonly staleAfter: {readonly minutes: number} | 'window_start' | 'window_end';
  /** Seconds it waits, besides the grace, for a second edit to take its place. */
  readonly mergeSeconds?: number;
};

const leg = {to: 'customer', occasion: 'leg', passesQuietHours: true, staleAfter: {minutes: 15}} as const;
const aboutWindow = {
  to: 'customer',
  occasion: 'window',
  passesQuietHours: false,
  staleAfter: 'window_end',
} as const;
const afterVisit = {
  to: 'customer',
  occasion: 'event',
  passesQuietHours: false,
  staleAfter: {minutes: 48 * 60},
} as const;
const team = {
  to: 'member',
  occasion: 'event',
  passesQuietHours: true,
  staleAfter: {minutes: 24 * 60},
} as const;

/** The law of each notice. */
export const noticeLaws = {
  created: {...aboutWindow, occasion: 'event'},
  scheduled: aboutWindow,
  rescheduled: {...aboutWindow, mergeSeconds: 120},
  reminder: {...aboutWindow, staleAfter: 'window_start'},
  on_the_way: leg,
  new_eta: {...leg, occasion: 'eta_step'},
  minutes_away: leg,
  arrived: leg,
  technician_changed: leg,
  delayed: leg,
  follow_up_needed: afterVisit,
  missed_you: afterVisit,
  completed: afterVisit,
  canceled: {...aboutWindow, occasion: 'event'},
  reinstated: {...aboutWindow, occasion: 'event'},
  // A person wrote it just now, or it answers what the customer wrote.
  message: {to: 'customer', occasion: 'event', passesQuietHours: true, staleAfter: {minutes: 24 * 60}},
  heads_up: team,
  invited: team,
  reinvited: team,
  assigned: team,
  unassigned: team,
  team_rescheduled: {...team, mergeSeconds: 120},
  team_canceled: team,
  day_open: team,
  sign_in_code: {...team, staleAfter: {minutes: 10}},
} as const satisfies Record<NoticeKind, NoticeLaw>;

/** The kinds that speak of a leg and are worthless once it is over. */
export const legKinds: readonly NoticeKind[] = [
  'on_the_way',
  'new_eta',
  'minutes_away',
  'arrived',
  'delayed',
  'technician_changed',
];

/** At most so many *new ETA* notices a leg. */
export const mostNewEtas = 3;
