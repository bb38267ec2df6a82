/** What an office has to answer at its desk: offers. */
import '@dispatch-kit/elements/offers';
import type {DispatchOffers} from '@dispatch-kit/elements/offers';
import {Firm} from '../firm.ts';
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
