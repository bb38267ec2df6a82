/** What JavaScript a page loads to show the live tracker without its map, and each part that is loaded later, in kB of brotli. */
import {printMarks} from '../marks.ts';
import {brotliKb, openScriptTagPages} from '../script-tag-page.ts';

const limitKb = 35;
const hour = '2026-11-20T20';

const live = {
  version: 1,
  timeZone: 'America/Chicago',
  organization: {name: 'Northside Plumbing', phone: '+13125550100'},
  job: {title: 'Leaking tap, kitchen'},
  destination: {lat: 41.961, lng: -87.672},
  actions: ['note', 'not_home', 'message', 'call'],
  consents: {sms: true},
  messages: [{text: 'We bring a spare key.', at: `${hour}:01:00Z`, unread: true}],
  visit: {
    phase: 'live',
    technician: {name: 'Sam', vehicle: 'White Ford Transit'},
    position: {lat: 41.948, lng: -87.655, at: `${hour}:02:00Z`},
    eta: {
      earliestAt: `${hour}:14:00Z`,
      latestAt: `${hour}:22:00Z`,
      source: 'estimate',
      asOf: `${hour}:02:00Z`,
    },
  },
};
const window = {start: `${hour}:00:00Z`, end: `${hour}:59:00Z`};
const upcoming = {...live, actions: ['confirm'], visit: {phase: 'upcoming', window}};
const confirmed = {...upcoming, actions: [], visit: {...upcoming.visit, confirmed: true}};
const rateable = {...live, actions: ['rate'], visit: {phase: 'feedback', outcome: 'done'}};

/** What is loaded later, by what a person does or sees, and where that is done. */
const parts = [
  {part: 'a form, when one is opened', view: live, press: '#open-note', awaited: 'form'},
  {
    part: 'the messages, when they are opened',
    view: live,
    press: '#open-thread',
    awaited: 'dispatch-thread form',
  },
  {
    part: 'what sends an answer, with the first one',
    view: upcoming,
    after: confirmed,
    press: 'button.primary',
    awaited: 'dispatch-headline .good',
  },
  {part: 'the rating, after the visit', view: rateable, press: undefined, awaited: 'dispatch-survey form'},
] as const;

async function main(): Promise<void> {
  const pages = await openScriptTagPages();
  try {
    const first = await pages.scriptsOf({view: live, awaited: 'dispatch-eta .range', noMap: true});
    console.log(`the live tracker without its map: ${first.map(told).join(', ')}`);
    for (const {part, ...what} of parts) {
      const loaded = await pages.scriptsOf({...what, noMap: true});
      const later = loaded.filter(name => !first.includes(name));
      console.log(`${part}: ${brotliKb(later).toFixed(1)} kB (${later.map(told).join(', ')})`);
    }
    const german = await pages.scriptsOf({
      view: live,
      awaited: 'dispatch-eta .range',
      noMap: true,
      locale: 'de',
    });
    const words = german.filter(name => !first.includes(name));
    console.log(`another language: ${brotliKb(words).toFixed(1)} kB (${words.map(told).join(', ')})`);
    const mapped = await pages.scriptsOf({view: live, awaited: 'dispatch-map .maplibregl-canvas'});
    const map = mapped.filter(name => !first.includes(name));
    console.log(`the map: ${brotliKb(map).toFixed(1)} kB (${map.map(told).join(', ')})`);
    printMarks('tracker-size', [
      {mark: 'kB brotli of the live tracker without its map', ours: brotliKb(first), limit: limitKb},
      {mark: 'kB brotli of the map with its engine and worker', ours: brotliKb(map)},
    ]);
  } finally {
    await pages.close();
  }
}

const told = (name: string) =>
  `${name.replace(/^dispatch-kit-(.*)-[\w-]{8}\.js$/, '$1')} ${brotliKb([name]).toFixed(1)}`;

await main();
