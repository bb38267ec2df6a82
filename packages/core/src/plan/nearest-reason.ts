/** What a technician is doing when somebody is needed at once. */
export const standings = [
  'free',
  'planned_later',
  'on_the_way',
  'on_the_way_urgent',
  'at_work',
  'helping',
] as const;
export type Standing = (typeof standings)[number];

/** Whether he can leave what he is doing: at once, with a reason for work that has begun, or not before it ends. */
export const interruptibilities = ['yes', 'with_reason', 'no'] as const;
export type Interruptibility = (typeof interruptibilities)[number];

/** From where the way to the door is counted. */
export const originKinds = ['position', 'visit', 'unknown'] as const;
export type OriginKind = (typeof originKinds)[number];

/** What speaks for and against a technician, and how far it is to be trusted. */
export const nearestCodes = [
  'stands_down',
  'interrupts_work',
  'ends_work_first',
  'urgent_first',
  'helps_first',
  'missed_as_helper',
  'skilled',
  'seen',
  'from_last_visit',
  'place_unknown',
  'unplaced',
  'runs_over',
  'hours_assumed',
] as const;
export type NearestCode = (typeof nearestCodes)[number];

export type NearestReason = {code: NearestCode; words: string};

/** Why somebody cannot go at all. */
export const absenceCodes = ['missing_skills', 'not_working'] as const;
export type AbsenceCode = (typeof absenceCodes)[number];

/** Why somebody cannot go, in words. */
export function absenceWords(code: AbsenceCode, missing: readonly string[]): string {
  return code === 'missing_skills' ? `Lacks: ${missing.join(', ')}.` : 'Does not work now.';
}

type Known = {
  standing: Standing;
  leavesNow: boolean;
  /** Minutes until he can leave. */
  waitMinutes: number;
  from: OriginKind;
  seenMinutesAgo: number;
  isPlaced: boolean;
  skills: readonly string[];
  isMissed: boolean;
  runsOver: boolean;
  hoursAssumed: boolean;
};

/** The reasons for and against one technician, those that matter most first. */
export function nearestReasons(known: Known): NearestReason[] {
  const {standing, leavesNow, waitMinutes, from} = known;
  const said: [boolean, NearestCode, string][] = [
    [standing === 'on_the_way', 'stands_down', 'Is on the way to a visit that can wait.'],
    [standing === 'at_work' && leavesNow, 'interrupts_work', 'Leaves work that has begun.'],
    [
      standing === 'at_work' && !leavesNow,
      'ends_work_first',
      `Ends the present work first, in about ${waitMinutes} min.`,
    ],
    [
      standing === 'on_the_way_urgent',
      'urgent_first',
      `Is on the way to another urgent visit; that ends in about ${waitMinutes} min.`,
    ],
    [standing === 'helping', 'helps_first', `Helps on a visit that ends in about ${waitMinutes} min.`],
    [known.isMissed, 'missed_as_helper', 'Is to help on another visit meanwhile.'],
    [known.skills.length > 0, 'skilled', `Has what it takes: ${known.skills.join(', ')}.`],
    [!known.isPlaced, 'unplaced', 'Driving is assumed: the address has no place on the map.'],
    [known.isPlaced && from === 'position', 'seen', `Was seen ${known.seenMinutesAgo} min ago.`],
    [
      known.isPlaced && from === 'visit',
      'from_last_visit',
      'Is counted from the last visit: no fresh position is known.',
    ],
    [known.isPlaced && from === 'unknown', 'place_unknown', 'Driving is assumed: nobody knows from where.'],
    [known.runsOver, 'runs_over', 'Would work past the end of the shift.'],
    [
      known.hoursAssumed,
      'hours_assumed',
      'Has no working hours: Monday to Friday, 8 to 17 o’clock are assumed.',
    ],
  ];
  return said.flatMap(([holds, code, words]) => (holds ? [{code, words}] : []));
}
