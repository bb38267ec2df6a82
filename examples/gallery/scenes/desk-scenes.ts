/** What an office has to answer, to settle and to look after at its desk: offers, the end of the day, its people. */
import '@dispatch-kit/elements/day-review';
import type {DispatchDayReview} from '@dispatch-kit/elements/day-review';
import '@dispatch-kit/elements/offers';
import type {DispatchOffers} from '@dispatch-kit/elements/offers';
import '@dispatch-kit/elements/team';
import type {DispatchTeam} from '@dispatch-kit/elements/team';
import {Firm, busyOffice} from '../firm.ts';
import {findAll, press, seen, until} from '../stage.ts';
import type {Scenes, Stage} from '../stage.ts';
import {provide} from './office-scenes.ts';

/** An office to which a partner and the booking page have offered something. */
async function offeredOffice(stage: Stage): Promise<Firm> {
  const firm = await Firm.open(stage.language);
  const {id: sourceId} = await firm.office.sources.create({name: firm.words.jobs.dishwasher[1]});
  await firm.plan([
    {name: 'camera', lead: 0, due: 120},
    {name: 'thermostat', lead: 1, due: 60},
    {name: 'dishwasher', due: 200, offer: {until: 47, sourceId}},
    {name: 'disposal', offer: {until: 9, sourceId}, more: {description: firm.words.note}},
    {name: 'faucet', due: 1500, offer: {sourceId: 'booking'}},
  ]);
  await firm.look();
  return firm;
}

async function openOffers(stage: Stage): Promise<{firm: Firm; offers: DispatchOffers}> {
  const firm = await offeredOffice(stage);
  const offers = provide(stage, firm.office, document.createElement('dispatch-offers'));
  await seen(stage.place, '.answers .primary:not([aria-disabled=true])');
  return {firm, offers};
}

/** Opens the dialog of the second offer, which asks for a time. */
async function answer(stage: Stage, button: 'first-child' | 'last-child') {
  const open = await openOffers(stage);
  await press(stage.place, `.offer:nth-of-type(2) .answers button:${button}`);
  await seen(stage.place, '.consequence p:not(.quiet)');
  return open;
}

const accept = async (stage: Stage) => {
  const open = await answer(stage, 'first-child');
  await seen(stage.place, '.suggestion');
  return open;
};

export const offersScenes: Scenes<'dispatch-offers'> = {
  connecting: async stage => {
    const firm = await Firm.open(stage.language);
    provide(stage, firm.unanswered(), document.createElement('dispatch-offers'));
  },
  list: async stage => void (await openOffers(stage)),
  ended: async stage => {
    const {firm} = await openOffers(stage);
    await firm.office.jobs.withdraw(firm.job('dishwasher').id);
    await until(() => [...findAll(stage.place, '.ended')].length === 1, 'the end of an offer');
  },
  accept: async stage => void (await accept(stage)),
  other_time: async stage => {
    await accept(stage);
    await press(stage.place, '[name=choice][value=other]');
    await until(() => [...findAll(stage.place, '.choice')].length > 8, 'the technicians');
    await seen(stage.place, '.consequence p:not(.quiet)');
  },
  decline: async stage => void (await answer(stage, 'last-child')),
  undo: async stage => {
    await accept(stage);
    await press(stage.place, 'dialog[open] [type=submit]');
    await seen(stage.place, '.toast');
  },
  may_not: async stage => {
    const firm = await offeredOffice(stage);
    const sources = firm.office.board({day: 'today'});
    provide(stage, await firm.phone(), document.createElement('dispatch-offers')).source = sources;
    await seen(stage.place, '.hint');
  },
  empty: async stage => {
    const firm = await Firm.open(stage.language);
    provide(stage, firm.office, document.createElement('dispatch-offers'));
    await seen(stage.place, '.empty');
  },
  offline: async stage => {
    const {firm, offers} = await openOffers(stage);
    firm.cut();
    await until(() => offers.matches(':state(offline)'), 'offline');
  },
};

async function openReview(stage: Stage): Promise<{firm: Firm; review: DispatchDayReview}> {
  const firm = await busyOffice(stage.language);
  const review = provide(stage, firm.office, document.createElement('dispatch-day-review'));
  await until(() => {
    const all = [...findAll(stage.place, '.follows')];
    return all.length > 0 && all.every(each => each.childElementCount > 1 || each.querySelector('.bad'));
  }, 'what follows');
  return {firm, review};
}

/** Presses a button of the first visit that is open. */
async function settle(stage: Stage, button: string) {
  const open = await openReview(stage);
  await press(stage.place, `.row .buttons button${button}`);
  return open;
}

/** An office that has done what was planned. */
async function tidyOffice(stage: Stage): Promise<Firm> {
  const firm = await Firm.open(stage.language);
  await firm.plan([
    {name: 'tap', lead: 0, due: -180},
    {name: 'heater', lead: 1, due: -120},
  ]);
  await firm.look();
  for (const name of ['tap', 'heater'] as const)
    await firm.office.appointments.complete(firm.visitId(name), {outcome: 'done', skip: true, notify: false});
  return firm;
}

export const reviewScenes: Scenes<'dispatch-day-review'> = {
  connecting: async stage => {
    const firm = await Firm.open(stage.language);
    provide(stage, firm.unanswered(), document.createElement('dispatch-day-review'));
  },
  open: async stage => void (await openReview(stage)),
  move: async stage => {
    await settle(stage, ':nth-of-type(2)');
    await seen(stage.place, '.consequence p:not(.quiet)');
  },
  keep: async stage => {
    await settle(stage, ':nth-of-type(4)');
    await seen(stage.place, '.consequence p:not(.quiet)');
  },
  undo: async stage => {
    await settle(stage, '.primary');
    await seen(stage.place, '.toast');
  },
  done: async stage => {
    const firm = await tidyOffice(stage);
    provide(stage, firm.office, document.createElement('dispatch-day-review'));
    await seen(stage.place, '.all-done');
  },
  empty: async stage => {
    const firm = await Firm.open(stage.language);
    provide(stage, firm.office, document.createElement('dispatch-day-review'));
    await seen(stage.place, '.empty');
  },
  may_not: async stage => {
    const firm = await Firm.open(stage.language);
    provide(stage, await firm.phone(), document.createElement('dispatch-day-review'));
    await seen(stage.place, '.empty');
  },
  offline: async stage => {
    const {firm, review} = await openReview(stage);
    firm.cut();
    await until(() => review.matches(':state(offline)'), 'offline');
  },
};

async function openTeam(stage: Stage): Promise<{firm: Firm; team: DispatchTeam}> {
  const firm = await busyOffice(stage.language);
  const [first, second, third] = firm.technicians;
  const noHeadsUp = true;
  await firm.office.members.invite(first!.id, {noHeadsUp});
  await firm.office.members.invite(second!.id, {noHeadsUp});
  await firm.office.members.deactivate(third!.id);
  const phone = await firm.phone();
  await phone.members.shift(first!.id, {on: true});
  await firm.look();
  const team = provide(stage, firm.office, document.createElement('dispatch-team'));
  await seen(stage.place, '.acts');
  return {firm, team};
}

/** Presses a button of the first member. */
async function lookAfter(stage: Stage, selector: string): Promise<void> {
  await openTeam(stage);
  await press(stage.place, selector);
  await seen(stage.place, 'dialog[open]');
}

export const teamScenes: Scenes<'dispatch-team'> = {
  connecting: async stage => {
    const firm = await Firm.open(stage.language);
    provide(stage, firm.unanswered(), document.createElement('dispatch-team'));
  },
  list: async stage => void (await openTeam(stage)),
  add: stage => lookAfter(stage, '.bar .primary'),
  invite: stage => lookAfter(stage, '.acts .first'),
  phone: async stage => {
    await lookAfter(stage, '.acts button:nth-last-child(2)');
    await press(stage.place, '.apps button');
    await seen(stage.place, '.qr');
  },
  deactivate: async stage => {
    await lookAfter(stage, '.acts button:last-child');
    await until(
      () => ![...findAll(stage.place, '.consequence')].some(each => each.textContent.includes('…')),
      'the visits',
    );
  },
  relieve: async stage => {
    await lookAfter(stage, '.acts button[aria-label*="Leo"], .acts button:nth-child(2)');
    await until(() => [...findAll(stage.place, 'li select')].length > 0, 'who takes over');
    await until(
      () => ![...findAll(stage.place, '.follows')].some(each => !each.querySelector('svg')),
      'who is told',
    );
  },
  may_not: async stage => {
    const firm = await busyOffice(stage.language);
    provide(stage, await firm.phone(), document.createElement('dispatch-team'));
    await seen(stage.place, '.member');
  },
  offline: async stage => {
    const {firm, team} = await openTeam(stage);
    firm.cut();
    await until(() => team.matches(':state(offline)'), 'offline');
  },
};
