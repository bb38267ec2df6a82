/** What a technician sees: the day, and the button with the next step. */
import type {DispatchClient} from '@dispatch-kit/client';
import '@dispatch-kit/elements/agenda';
import '@dispatch-kit/elements/provider';
import '@dispatch-kit/elements/status-button';
import {expectOk} from '@dispatch-kit/testing';
import {Firm, technicianDay} from '../firm.ts';
import {press, put, seen, until} from '../stage.ts';
import type {Scene, Scenes, Stage} from '../stage.ts';

function provide(stage: Stage, client: DispatchClient, element: HTMLElement): void {
  const provider = put(stage, document.createElement('dispatch-provider'), {client});
  provider.append(element);
}

async function openAgenda(stage: Stage): Promise<Firm> {
  const firm = await technicianDay(stage.language);
  provide(stage, await firm.phone(), document.createElement('dispatch-agenda'));
  await seen(stage.place, '.big[aria-disabled=false]');
  return firm;
}

async function openButton(stage: Stage): Promise<Firm> {
  const firm = await technicianDay(stage.language);
  const button = document.createElement('dispatch-status-button');
  button.appointment = firm.visitId('tap');
  provide(stage, await firm.phone(), button);
  await seen(stage.place, '.big[aria-disabled=false]');
  return firm;
}

/** Taps the next step, and waits until the button says the one after it. */
async function tap(stage: Stage): Promise<void> {
  const button = await seen(stage.place, '.big[aria-disabled=false]');
  const before = button.textContent;
  button.click();
  const isNext = (big: HTMLElement) =>
    big.textContent !== before && big.getAttribute('aria-disabled') === 'false';
  await until(async () => isNext(await seen(stage.place, '.big')), 'the next step');
}

async function cut(stage: Stage, firm: Firm): Promise<void> {
  firm.cut();
  const {outbox} = stage.place.querySelector('dispatch-provider')!.client!;
  await until(() => outbox?.get().isOnline === false, 'offline');
}

/** A tap that the office, which has canceled meanwhile, does not take. */
async function loseTap(stage: Stage, firm: Firm): Promise<void> {
  await cut(stage, firm);
  await tap(stage);
  const cancel = {reason: 'The customer called', notify: false};
  expectOk(await firm.company.admin.post(`/v1/appointments/${firm.visitId('tap')}/cancel`, cancel));
  firm.mend();
  await seen(stage.place, '.conflict');
}

const connecting =
  (tag: 'dispatch-agenda' | 'dispatch-status-button'): Scene =>
  async stage => {
    const firm = await Firm.open(stage.language);
    const element = Object.assign(document.createElement(tag), {appointment: 'apt_1'});
    provide(stage, firm.unanswered(), element);
  };

export const agendaScenes: Scenes<'dispatch-agenda'> = {
  connecting: connecting('dispatch-agenda'),
  day: async stage => void (await openAgenda(stage)),
  under_way: async stage => {
    await openAgenda(stage);
    await tap(stage);
  },
  offline: async stage => {
    const firm = await openAgenda(stage);
    await cut(stage, firm);
    await tap(stage);
    await tap(stage);
  },
  conflict: async stage => loseTap(stage, await openAgenda(stage)),
  empty: async stage => {
    const firm = await technicianDay(stage.language);
    provide(stage, await firm.phone(1), document.createElement('dispatch-agenda'));
    await seen(stage.place, '.rest');
  },
  all_done: async stage => {
    const firm = await technicianDay(stage.language);
    const notify = false;
    for (const name of ['tap', 'camera', 'thermostat'] as const)
      await firm.office.jobs.cancel(firm.job(name).id, {reason: {code: 'customer_absent'}, notify});
    provide(stage, await firm.phone(), document.createElement('dispatch-agenda'));
    await seen(stage.place, '.rest');
  },
  refused: async stage => {
    const firm = await Firm.open(stage.language);
    provide(stage, firm.stranger(), document.createElement('dispatch-agenda'));
    await seen(stage.place, '.rest');
  },
};

const fork: Scene = async stage => {
  await openButton(stage);
  await tap(stage);
  await tap(stage);
  await press(stage.place, '.big');
  await seen(stage.place, 'dialog[open]');
};

export const statusButtonScenes: Scenes<'dispatch-status-button'> = {
  next_step: async stage => {
    await openButton(stage);
    await seen(stage.place, '.told');
  },
  other_steps: async stage => {
    await openButton(stage);
    await press(stage.place, '.more');
  },
  undo: async stage => {
    await openButton(stage);
    await tap(stage);
    await seen(stage.place, '.undo');
  },
  pending: async stage => {
    await cut(stage, await openButton(stage));
    await tap(stage);
    await seen(stage.place, '.waits');
  },
  conflict: async stage => loseTap(stage, await openButton(stage)),
  disabled: async stage => {
    const firm = await technicianDay(stage.language);
    const phone = await firm.phone();
    await phone.appointments.depart(firm.visitId('tap'), {});
    const button = document.createElement('dispatch-status-button');
    button.appointment = firm.visitId('camera');
    // A button of its own knows its visit alone; on the agenda it knows the others.
    button.source = phone.agenda({day: 'today'});
    provide(stage, phone, button);
    await seen(stage.place, '.why');
  },
  fork,
  fork_follow_up: async stage => {
    await fork(stage);
    await press(stage.place, 'input[value=not_done]');
    await press(stage.place, 'input[value=needs_parts]');
  },
  done: async stage => {
    await fork(stage);
    await press(stage.place, 'input[value=done]');
    await press(stage.place, 'form .big');
    await seen(stage.place, '.done');
  },
  connecting: connecting('dispatch-status-button'),
};
