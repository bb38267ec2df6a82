/** What a page with one tracker loads by script tag before any map, in kB of brotli. */
import {printMarks} from '../marks.ts';
import {brotliKb, openScriptTagPages} from '../script-tag-page.ts';

const limitKb = 40;
const hour = '2026-11-20T20';

const upcoming = {
  version: 1,
  timeZone: 'America/Chicago',
  organization: {name: 'Northside Plumbing'},
  job: {title: 'Leaking tap, kitchen'},
  visit: {phase: 'upcoming', window: {start: `${hour}:00:00Z`, end: `${hour}:59:00Z`}},
};
const live = {
  ...upcoming,
  destination: {lat: 41.961, lng: -87.672},
  visit: {
    phase: 'live',
    technician: {name: 'Sam'},
    position: {lat: 41.948, lng: -87.655, at: `${hour}:02:00Z`},
    eta: {
      earliestAt: `${hour}:14:00Z`,
      latestAt: `${hour}:22:00Z`,
      source: 'estimate',
      asOf: `${hour}:02:00Z`,
    },
  },
};

async function main(): Promise<void> {
  const pages = await openScriptTagPages();
  try {
    const plain = await pages.scriptsOf({view: upcoming, awaited: 'dispatch-tracker'});
    const moving = await pages.scriptsOf({view: live, awaited: 'dispatch-map .maplibregl-canvas'});
    const ours = moving.filter(name => !isEngine(name));
    console.log(`before its map: ${plain.join(', ')}`);
    console.log(`with its map besides: ${moving.filter(name => !plain.includes(name)).join(', ')}`);
    printMarks('size', [
      {mark: 'kB brotli of a tracker before its map', ours: brotliKb(plain), limit: limitKb},
      {mark: 'kB brotli of a tracker with a position, without the map engine', ours: brotliKb(ours)},
      {mark: 'kB brotli of the map engine with its worker', ours: brotliKb(moving.filter(isEngine))},
    ]);
  } finally {
    await pages.close();
  }
}

/** The chunk of MapLibre with what draws with it, and its worker. */
const isEngine = (name: string) => /engine|maplibre/.test(name);

await main();
