import type {AppointmentStatus, JobStatus, TimeRange} from '@dispatch-kit/core';
import {AppointmentStatus as appointmentStatuses, JobStatus as jobStatuses} from '@dispatch-kit/core';
import type {Bench} from './bench.ts';
import {ask, same} from './bench.ts';
import {Dice} from './dice.ts';
import {minute, sampleCustomer, sampleJob, sampleMember, sampleNotice, sampleVisit} from './sample-rows.ts';
import type {
  After,
  AppointmentFilter,
  CustomerFilter,
  JobFilter,
  MemberFilter,
  NoticeFilter,
} from '../filters.ts';
import {
  appointmentMatches,
  appointmentSortKey,
  compareText,
  customerMatches,
  jobMatches,
  jobSortKey,
  memberMatches,
  nameSortKey,
  noticeMatches,
} from '../filters.ts';
import type {AppointmentRow, JobRow} from '../rows.ts';
import type {Transaction} from '../storage.ts';

const seeds = [1, 2, 3, 4, 5];
/** Words that sort, fold and match in ways that differ between collations. */
const words = [
  'Zoë',
  'zoe',
  'Äther',
  'apple pie',
  'a_b',
  '100%',
  '🚚 van',
  '\uFFFD odd',
  'back\\slash',
  'İx',
  '',
];

type Page = {after?: After | undefined; limit: number};

/** Compares all pages of a list with what the pure predicates say. */
async function walk<R extends {id: string}>(
  list: (page: Page) => Promise<R[]>,
  rows: readonly R[],
  matches: (row: R) => boolean,
  keyOf: (row: R) => string,
  direction: 1 | -1,
  limit: number,
  about: string,
): Promise<void> {
  const order = (a: R, b: R) => direction * (compareText(keyOf(a), keyOf(b)) || compareText(a.id, b.id));
  const expected = rows.filter(matches).sort(order);
  const found: R[] = [];
  let after: After | undefined;
  for (;;) {
    const page = await list({limit, ...(after && {after})});
    same(page.length <= limit, true, `${about}: a page's size`);
    found.push(...page);
    const last = page.at(-1);
    if (!last || page.length < limit) break;
    after = {key: keyOf(last), id: last.id};
  }
  same(
    found.map(row => row.id),
    expected.map(row => row.id),
    about,
  );
  same(found, expected, about);
}

const rangeOf = (dice: Dice): TimeRange => {
  const start = dice.roll(3000);
  return {start: minute(start), end: minute(start + 1 + dice.roll(1500))};
};

const some = <T>(dice: Dice, from: readonly T[]) => from.filter(() => dice.roll(3) === 0);

function randomJobs(dice: Dice): {jobs: JobRow[]; visits: AppointmentRow[]} {
  const jobs: JobRow[] = [];
  const visits: AppointmentRow[] = [];
  for (let i = 0; i < 40; i++) {
    const id = `job_${dice.roll(1e9)}_${i}`;
    const closure = {kind: 'completed', at: minute(dice.roll(3000)), eventId: 'evt_1'} as const;
    const facts = {
      customerId: `cus_${dice.roll(3)}`,
      sourceId: dice.maybe(`src_${dice.roll(2)}`) ?? null,
      closure: dice.roll(3) ? null : closure,
    };
    jobs.push(
      sampleJob(
        id,
        {
          status: dice.pick<JobStatus>(jobStatuses.options),
          search: `${dice.pick(words)} ${dice.pick(words)}`.toLowerCase(),
          plannedAt: dice.maybe(minute(dice.roll(4))) ?? null,
          createdAt: minute(dice.roll(5)),
          externalId: dice.maybe(`job ${i}`) ?? null,
        },
        facts,
      ),
    );
    for (let n = dice.roll(4); n > 0; n--)
      visits.push(randomVisit(dice, `apt_${dice.roll(1e9)}_${i}_${n}`, id));
  }
  return {jobs, visits};
}

function randomVisit(dice: Dice, id: string, jobId: string): AppointmentRow {
  const from = dice.roll(30) * 100;
  const facts = {
    from,
    to: from + dice.pick([1, 60, 1440]),
    status: dice.pick<AppointmentStatus>(appointmentStatuses.options.filter(s => !/enr|arr|sta/.test(s))),
    conflict: true,
    leadId: dice.maybe(`mem_${dice.roll(3)}`) ?? null,
    helperIds: some(dice, ['mem_0', 'mem_1', 'mem_2']),
  };
  return sampleVisit(id, facts, {jobId, externalId: dice.maybe(`visit ${id}`) ?? null});
}

function jobFilter(dice: Dice): Omit<JobFilter, 'limit'> {
  return {
    sort: dice.pick(['created', '-created', 'planned', '-planned'] as const),
    ...(dice.roll(3) === 0 && {statuses: some(dice, jobStatuses.options)}),
    ...(dice.roll(3) === 0 && {range: rangeOf(dice)}),
    ...(dice.roll(4) === 0 && {leadId: `mem_${dice.roll(4)}`}),
    ...(dice.roll(4) === 0 && {memberId: `mem_${dice.roll(4)}`}),
    ...(dice.roll(4) === 0 && {customerId: `cus_${dice.roll(4)}`}),
    ...(dice.roll(4) === 0 && {sourceId: `src_${dice.roll(3)}`}),
    ...(dice.roll(4) === 0 && {q: dice.pick(words).slice(0, 3).toUpperCase()}),
    ...(dice.roll(9) === 0 && {externalId: `job ${dice.roll(40)}`}),
  };
}

function visitFilter(dice: Dice, ids: string[]): Omit<AppointmentFilter, 'limit'> {
  return {
    ...(dice.roll(3) === 0 && {statuses: some(dice, appointmentStatuses.options)}),
    ...(dice.roll(3) === 0 && {range: rangeOf(dice)}),
    ...(dice.roll(4) === 0 && {leadId: `mem_${dice.roll(4)}`}),
    ...(dice.roll(4) === 0 && {memberId: `mem_${dice.roll(4)}`}),
    ...(dice.roll(4) === 0 && {sourceId: `src_${dice.roll(3)}`}),
    ...(dice.roll(4) === 0 && {unassigned: dice.roll(2) === 0}),
    ...(dice.roll(9) === 0 && {externalId: `visit ${dice.pick(ids)}`}),
  };
}

/** Lists: filtered, sorted and paged as the pure predicates say. */
export function listsSuite({it, newOrganizationId}: Bench): void {
  for (const seed of seeds) {
    it(`jobs and visits are listed as the predicates say (seed ${seed})`, async storage => {
      const dice = new Dice(seed);
      const [id, other] = [newOrganizationId(), newOrganizationId()];
      const {jobs, visits} = randomJobs(dice);
      await ask(storage, async tx => {
        await tx.jobs.insert(id, jobs);
        await tx.appointments.insert(id, visits);
        await tx.jobs.insert(other, jobs.slice(0, 20));
        await tx.appointments.insert(other, visits.slice(20));
      });
      const visitsOf = Map.groupBy(visits, visit => visit.jobId);
      const jobOf = new Map(jobs.map(job => [job.id, job]));
      await ask(storage, async tx => {
        for (let round = 0; round < 30; round++) {
          const filter = jobFilter(dice);
          await walk(
            page => tx.jobs.list(id, {...filter, ...page}),
            jobs,
            row => jobMatches({...filter, limit: 1}, row, visitsOf.get(row.id) ?? []),
            row => jobSortKey(row, filter.sort),
            filter.sort.startsWith('-') ? -1 : 1,
            dice.pick([1, 3, 7, 200]),
            `Jobs by ${JSON.stringify(filter)}`,
          );
          await walkVisits(
            tx,
            id,
            visitFilter(dice, [...visits.map(visit => visit.id), '?']),
            visits,
            jobOf,
            dice,
          );
        }
      });
    });
  }
  namesSuite({it, newOrganizationId});
}

function walkVisits(
  tx: Transaction,
  organizationId: string,
  filter: Omit<AppointmentFilter, 'limit'>,
  visits: AppointmentRow[],
  jobOf: Map<string, JobRow>,
  dice: Dice,
): Promise<void> {
  return walk(
    page => tx.appointments.list(organizationId, {...filter, ...page}),
    visits,
    row => appointmentMatches({...filter, limit: 1}, row, jobOf.get(row.jobId)),
    appointmentSortKey,
    1,
    dice.pick([1, 3, 7, 200]),
    `Visits by ${JSON.stringify(filter)}`,
  );
}

function namesSuite({it, newOrganizationId}: Bench): void {
  it('customers and members are listed by name as the predicates say', async storage => {
    const dice = new Dice(11);
    const id = newOrganizationId();
    const nameOf = () => dice.pick([...words.slice(0, 10), 'ZOE', 'apple PIE']);
    const customers = Array.from({length: 30}, (_, i) =>
      sampleCustomer(`cus_${i}`, {
        name: nameOf(),
        contacts: [{id: 'con_1', name: nameOf(), email: `m${i}@Example.com`, consent: {}}],
        externalId: dice.maybe(`c${i}`) ?? null,
      }),
    );
    const members = Array.from({length: 30}, (_, i) =>
      sampleMember(`mem_${i}`, {
        name: nameOf(),
        roles: some(dice, ['admin', 'dispatcher', 'technician']),
        externalId: dice.maybe(`m${i}`) ?? null,
      }),
    );
    await ask(storage, async tx => {
      await tx.customers.insert(id, customers);
      await tx.members.insert(id, members);
      await tx.customers.insert(newOrganizationId(), customers);
      await tx.members.insert(newOrganizationId(), members);
    });
    const customerFilters: Omit<CustomerFilter, 'limit'>[] = [
      {},
      ...words.map(q => ({q})),
      {q: 'EXAMPLE.com m1'},
      {externalId: 'c3'},
    ];
    const memberFilters: Omit<MemberFilter, 'limit'>[] = [
      {},
      {role: 'technician'},
      {role: 'admin'},
      {externalId: 'm3'},
    ];
    await ask(storage, async tx => {
      for (const limit of [1, 4, 200]) {
        for (const filter of customerFilters)
          await walk(
            page => tx.customers.list(id, {...filter, ...page}),
            customers,
            row => customerMatches({...filter, limit}, row),
            nameSortKey,
            1,
            limit,
            `Customers by ${JSON.stringify(filter)}`,
          );
        for (const filter of memberFilters)
          await walk(
            page => tx.members.list(id, {...filter, ...page}),
            members,
            row => memberMatches({...filter, limit}, row),
            nameSortKey,
            1,
            limit,
            `Members by ${JSON.stringify(filter)}`,
          );
      }
    });
  });

  it('notices are listed newest first as the predicates say', async storage => {
    const dice = new Dice(12);
    const id = newOrganizationId();
    const rows = Array.from({length: 40}, (_, i) =>
      sampleNotice(`not_${dice.roll(1e6)}_${i}`, {
        state: dice.pick(['waiting', 'sent', 'dropped'] as const),
        jobId: `job_${dice.roll(3)}`,
        appointmentId: dice.maybe(`apt_${dice.roll(3)}`) ?? null,
        at: minute(dice.roll(4)),
        runAfter: minute(1e6),
      }),
    );
    await ask(storage, async tx => {
      await tx.notices.insert(id, rows);
      await tx.notices.insert(newOrganizationId(), rows);
    });
    const filters: Omit<NoticeFilter, 'limit'>[] = [
      {},
      {state: 'waiting'},
      {jobId: 'job_1'},
      {appointmentId: 'apt_1'},
      {state: 'sent', jobId: 'job_2', appointmentId: 'apt_0'},
    ];
    await ask(storage, async tx => {
      for (const limit of [1, 3, 200])
        for (const filter of filters)
          await walk(
            page => tx.notices.list(id, {...filter, ...page}),
            rows,
            row => noticeMatches({...filter, limit}, row),
            row => row.at,
            -1,
            limit,
            `Notices by ${JSON.stringify(filter)}`,
          );
    });
  });
}
