import {isUnderWay} from '@dispatch-kit/core';
import {jobFolds, projected} from './job-folds.ts';
import type {JobFold} from './job-folds.ts';
import {same} from './rebuild.ts';
import {noticeKey} from '../storage/filters.ts';
import type {NoticeRow} from '../storage/correspondence-rows.ts';
import type {Storage} from '../storage/storage.ts';

/** Something that is stored and cannot be so, with what helps. */
export type Finding = {organizationId: string; rule: string; id: string; detail: string; remedy: string};

/** What the doctor looked at, and what is wrong. */
export type Checkup = {organizations: number; jobs: number; events: number; findings: Finding[]};

const rebuild = 'Run `office rebuild`.';
const restore = 'Restore a backup from before, and report this.';

/** Holds what is stored against the laws of the domain: it only reads. */
export async function examine(storage: Storage): Promise<Checkup> {
  const checkup: Checkup = {organizations: 0, jobs: 0, events: 0, findings: []};
  for (const {id} of await storage.transaction(tx => tx.organizations.list())) {
    checkup.organizations += 1;
    await new Examination(storage, id, checkup).run();
  }
  return checkup;
}

class Examination {
  readonly #storage: Storage;
  readonly #organizationId: string;
  readonly #checkup: Checkup;
  readonly #underWay = new Map<string, string>();

  constructor(storage: Storage, organizationId: string, checkup: Checkup) {
    this.#storage = storage;
    this.#organizationId = organizationId;
    this.#checkup = checkup;
  }

  async run(): Promise<void> {
    await this.#numbering();
    for await (const page of jobFolds(run => this.#storage.transaction(run), this.#organizationId)) {
      this.#checkup.jobs += page.length;
      for (const fold of page) this.#job(fold);
      await this.#neighbours(page);
    }
  }

  #find(rule: string, id: string, detail: string, remedy: string): void {
    this.#checkup.findings.push({organizationId: this.#organizationId, rule, id, detail, remedy});
  }

  /** Events are numbered without a gap. */
  async #numbering(): Promise<void> {
    const {last, events} = await this.#storage.transaction(async tx => ({
      last: await tx.events.lastSeq(this.#organizationId),
      events: await tx.events.after(this.#organizationId, 0, 1),
    }));
    if (last > 0 && events.length === 0) this.#find('numbering', 'seq 1', 'No event is there.', restore);
    let expected = 1;
    while (expected <= last) {
      const page = await this.#storage.transaction(tx =>
        tx.events.after(this.#organizationId, expected - 1, 1000),
      );
      for (const {seq, id} of page) {
        if (seq !== expected)
          this.#find('numbering', id, `It is number ${seq} where ${expected} must be.`, restore);
        expected = seq + 1;
      }
      this.#checkup.events += page.length;
      if (page.length === 0) break;
    }
    if (expected <= last) this.#find('numbering', `seq ${expected}`, `Events end before ${last}.`, restore);
  }

  /** What stands of a job is what its events tell, and no technician is under way twice. */
  #job(fold: JobFold): void {
    const {job, visits} = fold;
    const must = projected(fold);
    if (job.status !== must.job.status)
      this.#find('job_status', job.id, `It is ${job.status}, and by its events ${must.job.status}.`, rebuild);
    else if (!same(job, must.job))
      this.#find('job_facts', job.id, 'It is not what its events tell.', rebuild);
    visits.forEach((visit, i) => {
      if (!same(visit, must.visits[i]))
        this.#find('visit_facts', visit.id, 'It is not what its events tell.', rebuild);
    });
    for (const {id} of fold.folded.appointments)
      if (!visits.some(visit => visit.id === id))
        this.#find('visit_missing', id, 'Its events are there, and it is not.', restore);
    for (const {facts, imported} of visits)
      if (!imported && isUnderWay(facts)) this.#way(facts.leadId, facts.id);
  }

  #way(leadId: string | null, visitId: string): void {
    if (leadId === null) return;
    const other = this.#underWay.get(leadId);
    if (other)
      this.#find(
        'under_way_twice',
        leadId,
        `${other} and ${visitId} are both under way.`,
        'Complete or stand down one of them.',
      );
    this.#underWay.set(leadId, visitId);
  }

  /** Every job has its customer, and nothing is told twice. */
  async #neighbours(page: readonly JobFold[]): Promise<void> {
    const {customers, notices} = await this.#storage.transaction(async tx => ({
      customers: await tx.customers.getMany(this.#organizationId, [
        ...new Set(page.map(({job}) => job.facts.customerId)),
      ]),
      notices: await tx.notices.ofJobs(
        this.#organizationId,
        page.map(({job}) => job.id),
      ),
    }));
    const known = new Set(customers.map(customer => customer.id));
    for (const {job} of page)
      if (!known.has(job.facts.customerId))
        this.#find('job_without_customer', job.id, `There is no customer ${job.facts.customerId}.`, restore);
    this.#twice(notices);
  }

  #twice(notices: readonly NoticeRow[]): void {
    for (const rows of Map.groupBy(notices, noticeKey).values())
      if (rows.length > 1)
        this.#find(
          'told_twice',
          rows[1]!.id,
          `It says the same to the same person as ${rows[0]!.id}.`,
          restore,
        );
  }
}
