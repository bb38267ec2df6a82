/** Asking for a visit, from the first look to the request that has gone out. */
import '@dispatch-kit/elements/booking';
import type {DispatchBooking} from '@dispatch-kit/elements/booking';
import {Firm} from '../firm.ts';
import {bookingWords} from '../booking-words.ts';
import {fill, press, put, seen, until} from '../stage.ts';
import type {Scene, Scenes, Stage} from '../stage.ts';

/** A company that has somebody to send. */
async function openFirm({language}: Stage): Promise<Firm> {
  const firm = await Firm.open(language);
  const {services} = bookingWords[language];
  await firm.office.organization.edit({
    services: services.map((name, i) => ({id: `service-${i}`, name, durationMinutes: 60 + 30 * i})),
  });
  await firm.look();
  return firm;
}

async function open(stage: Stage, firm?: Firm): Promise<{firm: Firm; booking: DispatchBooking}> {
  firm ??= await openFirm(stage);
  const {slug} = await firm.office.organization.get();
  const booking = put(stage, document.createElement('dispatch-booking'), {
    client: firm.office,
    organization: slug,
  });
  return {firm, booking};
}

async function fillIn(stage: Stage): Promise<void> {
  const {name, line, city} = bookingWords[stage.language];
  const fields = {line, city, name, phone: '+13125550177', postcode: '60640'};
  await press(stage.place, 'input[name=window]');
  for (const [field, value] of Object.entries(fields)) await fill(stage.place, `#${field}`, value);
}

const asked =
  (then: (stage: Stage, firm: Firm) => Promise<void>): Scene =>
  async stage => {
    const {firm} = await open(stage);
    await fillIn(stage);
    await press(stage.place, '[type=submit]');
    await seen(stage.place, '#code');
    await then(stage, firm);
  };

export const bookingScenes: Scenes<'dispatch-booking'> = {
  loading: async stage => {
    const firm = await openFirm(stage);
    put(stage, document.createElement('dispatch-booking'), {client: firm.unanswered(), organization: 'x'});
  },
  form: async stage => {
    await open(stage);
    await seen(stage.place, '.slots');
  },
  errors: async stage => {
    await open(stage);
    await seen(stage.place, '.slots');
    await press(stage.place, '[type=submit]');
    await seen(stage.place, '.error');
  },
  window_taken: async stage => {
    const {firm} = await open(stage);
    await fillIn(stage);
    firm.at(26 * 60);
    await press(stage.place, '[type=submit]');
    await seen(stage.place, '.banner.bad');
  },
  code: asked(async () => {}),
  code_wrong: asked(async stage => {
    await fill(stage.place, '#code', '000000');
    await press(stage.place, '[type=submit]');
    await seen(stage.place, '.error');
  }),
  done: asked(async (stage, firm) => {
    await firm.look();
    const sent = () => firm.company.sent.findLast(({to}) => to === '+13125550177');
    const {text} = await until(sent, 'the code');
    const code = /\d{6}/.exec(text)![0];
    await fill(stage.place, '#code', code);
    await press(stage.place, '[type=submit]');
    await seen(stage.place, 'h2[tabindex]');
  }),
  closed: async stage => {
    const firm = await openFirm(stage);
    put(stage, document.createElement('dispatch-booking'), {client: firm.office, organization: 'nobody'});
    await seen(stage.place, 'h2 + .quiet');
  },
  offline: async stage => {
    const firm = await openFirm(stage);
    firm.cut();
    put(stage, document.createElement('dispatch-booking'), {client: firm.office, organization: 'x'});
    await seen(stage.place, 'button');
  },
};
