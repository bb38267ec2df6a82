/** Runs in the page: has the array, shows a grid over it, and changes it as a live office would. */
import type {HostMember} from '@dispatch-kit/client';
import type {Appointment, Job} from '@dispatch-kit/core';

/** A column of a peer; ours has its own. */
export interface Column {
  field: string;
  title: string;
  width: number;
  text(job: Job): string;
  /** By what the column is kept in order, if it is. */
  key?(job: Job): string;
}

/** A grid on the page. */
interface Grid {
  /** The order at a place of the array is another one now. */
  change(job: Job, at: number): unknown;
  scroller(): HTMLElement | null;
  firstRow(): HTMLElement | null;
}
type Mount = (host: HTMLElement, jobs: Job[], members: HostMember[], columns: Column[]) => Grid;

let jobs: Job[] = [];
let members: HostMember[] = [];
let mount: Mount | undefined;
let grid: Grid | undefined;
let seed = 7;
const dice = (sides: number) => (seed = (seed * 48_271) % 2_147_483_647) % sides;
const frame = () => new Promise(requestAnimationFrame);
const startOf = (job: Job) => job.appointments[0]!.window.start;

function columnsOf(): Column[] {
  const format = new Intl.DateTimeFormat('en-US', {
    dateStyle: 'short',
    timeStyle: 'short',
    timeZone: 'America/Los_Angeles',
  });
  const names = new Map(members.map(({id, name}) => [id, name]));
  const nameOf = (job: Job) => names.get(job.appointments[0]!.leadId ?? '') ?? 'Unassigned';
  return [
    {
      field: 'start',
      title: 'Time',
      width: 180,
      text: job => format.format(Date.parse(startOf(job))),
      key: startOf,
    },
    {field: 'status', title: 'Status', width: 140, text: job => job.status},
    {field: 'title', title: 'Job', width: 300, text: job => job.title},
    {field: 'address', title: 'Address', width: 360, text: job => job.address.line},
    {field: 'technician', title: 'Technician', width: 180, text: nameOf},
  ];
}

/** An order of the array gets another technician and a later time; with a start, that one. */
function changeOne(start?: string, title?: string): void {
  const at = dice(jobs.length);
  const job = jobs[at]!;
  const visit = job.appointments[0]!;
  const from = start ?? new Date(Date.parse(visit.window.start) + dice(7_200_000)).toISOString();
  const leadId = members[dice(members.length)]!.id;
  const planned = {start: from, durationMinutes: 60};
  const next: Appointment = {...visit, leadId, planned, window: {start: from, end: from}};
  jobs[at] = {...job, ...(title && {title}), appointments: [next]};
  void grid?.change(jobs[at], at);
}

const bench = {
  async load(count: number): Promise<void> {
    ({jobs, members} = (await (await fetch(`/orders.json?count=${count}`)).json()) as {
      jobs: Job[];
      members: HostMember[];
    });
  },

  async loadGrid(name: string): Promise<void> {
    ({mount} = (await import(`/${name}.js`)) as {mount: Mount});
  },

  /** Until rows have been painted, milliseconds on the clock. */
  async show(): Promise<number> {
    const startedMs = performance.now();
    const columns = columnsOf();
    grid = mount!(document.querySelector<HTMLElement>('#host')!, jobs, members, columns);
    while (!grid.firstRow()?.getBoundingClientRect().height) {
      if (performance.now() - startedMs > 10_000) throw new Error('There is no row after 10 s.');
      await frame();
    }
    await frame();
    return performance.now() - startedMs;
  },

  /** Changes at 50 a second, until there were so many or the time is over; answers how many there were. */
  async stream(changes: number, mostMs: number): Promise<number> {
    const startedMs = performance.now();
    let done = 0;
    await new Promise<void>(ended => {
      const timer = setInterval(() => {
        changeOne();
        done += 1;
        if (done < changes && performance.now() - startedMs < mostMs) return;
        clearInterval(timer);
        ended();
      }, 20);
    });
    // What is put off is part of the cost.
    await new Promise(late => setTimeout(late, 300));
    return done;
  },

  /** Whether an order that is first now is shown first, while others go on changing. */
  async keepsSort(): Promise<boolean> {
    const going = setInterval(() => changeOne(), 20);
    await new Promise(soon => setTimeout(soon, 200));
    changeOne('1999-01-01T00:00:00.000Z', 'The very first');
    const startedMs = performance.now();
    const isThere = () => grid!.firstRow()?.textContent.includes('The very first') === true;
    while (!isThere() && performance.now() - startedMs < 2_000) await frame();
    const keeps = isThere();
    clearInterval(going);
    return keeps;
  },

  scrollerAt: () => grid!.scroller()?.getBoundingClientRect().toJSON() as {x: number; y: number},
};
export type Bench = typeof bench;
Object.assign(globalThis, {bench});
