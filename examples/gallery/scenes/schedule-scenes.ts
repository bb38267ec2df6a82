/** What a dispatcher sees of a day: who does what when. */
import type {DispatchClient} from '@dispatch-kit/client';
import '@dispatch-kit/elements/provider';
import '@dispatch-kit/elements/schedule';
import type {DispatchSchedule} from '@dispatch-kit/elements/schedule';
import {hourMs, toInstant} from '@dispatch-kit/core';
import {aMember} from '@dispatch-kit/testing';
import {Firm, busyOffice} from '../firm.ts';
import {put, seen, until} from '../stage.ts';
import type {Scenes, Stage} from '../stage.ts';

/** More technicians than fit. */
const crowd = 28;
const eightOClock = '2026-03-03T14:00:00Z';

function provide(stage: Stage, client: DispatchClient): DispatchSchedule {
  const provider = put(stage, document.createElement('dispatch-provider'), {client});
  const schedule = document.createElement('dispatch-schedule');
  provider.append(schedule);
  return schedule;
}

interface OpenSchedule {
  firm: Firm;
  schedule: DispatchSchedule;
  root: ShadowRoot;
}

/** When a technician works. */
const hours = [1, 2, 3, 4, 5].map(day => ({day, from: '08:00', to: '17:00'}));

async function openSchedule(stage: Stage, firm: Firm, selector = '.card'): Promise<OpenSchedule> {
  const schedule = provide(stage, firm.office);
  await seen(stage.place, selector);
  return {firm, schedule, root: schedule.shadowRoot!};
}

async function openDay(stage: Stage): Promise<OpenSchedule> {
  const firm = await busyOffice(stage.language);
  for (const {id} of firm.technicians.slice(0, 3)) await firm.office.members.edit(id, {workingHours: hours});
  return openSchedule(stage, firm);
}

export const scheduleScenes: Scenes<'dispatch-schedule'> = {
  connecting: async stage => {
    const firm = await Firm.open(stage.language);
    provide(stage, firm.unanswered());
  },
  day: async stage => {
    const {firm, schedule} = await openDay(stage);
    firm.office.board({day: 'today'}).select({jobId: firm.job('camera').id});
    await schedule.updateComplete;
  },
  full: async stage => {
    const firm = await busyOffice(stage.language);
    const {words, office} = firm;
    const names = Object.values(words.jobs).map(([, customer]) => customer);
    const {customerId, address} = firm.job('tap');
    const titles = Object.values(words.jobs).map(([title]) => title);
    for (let i = 4; i < crowd; i++) {
      const name = `${names[i % names.length]!} ${i}`;
      const {id: leadId} = await office.members.create(aMember(i, {name, workingHours: hours}));
      for (const hour of [0, 2, 3, 5]) {
        const startMs = Date.parse(eightOClock) + (hour + (i % 4) / 4) * hourMs;
        const window = {start: toInstant(startMs), end: toInstant(startMs + 2 * hourMs)};
        const appointment = {window, durationMinutes: 45 + 15 * (i % 5), leadId, override: true};
        const title = titles[(i + hour) % titles.length]!;
        await office.jobs.create({customerId, address, title, notify: false, appointment});
      }
    }
    await openSchedule(stage, firm);
  },
  empty: async stage => void (await openSchedule(stage, await Firm.open(stage.language), '.nothing')),
  nobody: async stage => {
    const firm = await Firm.open(stage.language);
    for (const {id} of firm.technicians) await firm.office.members.deactivate(id);
    await openSchedule(stage, firm, '.empty');
  },
  days: async stage => {
    const {firm, schedule} = await openDay(stage);
    const {customerId, address, title} = firm.job('tap');
    for (const [index, hour] of [24, 27, 48, 50].entries()) {
      const startMs = Date.parse(eightOClock) + hour * hourMs;
      const window = {start: toInstant(startMs), end: toInstant(startMs + 2 * hourMs)};
      const leadId = firm.technicians[index % 3]!.id;
      const appointment = {window, durationMinutes: 90, leadId, override: true};
      await firm.office.jobs.create({customerId, address, title, notify: false, appointment});
    }
    schedule.days = 3;
    await seen(stage.place, '.dayname');
  },
  carrying: async stage => {
    const {schedule} = await openDay(stage);
    const root = schedule.shadowRoot!;
    const card = [...root.querySelectorAll<HTMLElement>('.card:has(.handle)')].at(-1)!;
    card.focus();
    const press = (key: string) =>
      (root.activeElement ?? card).dispatchEvent(
        new KeyboardEvent('keydown', {key, bubbles: true, composed: true, cancelable: true}),
      );
    press('m');
    await seen(stage.place, '.slot');
    press('s');
  },
  dragging: async stage => {
    const {schedule} = await openDay(stage);
    const cards = [...schedule.shadowRoot!.querySelectorAll<HTMLElement>('.card:has(.handle)')];
    const card = cards.find(each => each.getBoundingClientRect().right < innerWidth)!;
    const {left, top, width, height} = card.getBoundingClientRect();
    const at = (type: string, byPx: number) =>
      card.dispatchEvent(
        new PointerEvent(type, {
          bubbles: true,
          composed: true,
          isPrimary: true,
          clientX: left + width / 2 + byPx,
          clientY: top + height / 2,
        }),
      );
    at('pointerdown', 0);
    at('pointermove', -8);
    at('pointermove', -60);
    await seen(stage.place, '.ghost:not([hidden])');
  },
  offline: async stage => {
    const {firm, schedule} = await openDay(stage);
    firm.cut();
    await until(() => schedule.matches(':state(offline)'), 'offline');
  },
  refused: async stage => {
    const firm = await Firm.open(stage.language);
    provide(stage, firm.stranger());
    await seen(stage.place, '.empty');
  },
};
