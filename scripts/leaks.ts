/** `npm run -s leaks`: as a customer with one link, everything is tried to learn where a technician is. */
import {parseArgs} from 'node:util';
import {findLeaks, twinDays} from '@dispatch-kit/testing/leaks';
import {installTools} from './tests/e2e-tool.ts';

const usage = `npm run -s leaks [-- --url URL[,URL…] --api-key KEY [--operator-key KEY]] [--database-url postgres://…]

Plays a day in which technicians go to secret places, tries with one tracking link everything that can be asked, of each process, and searches
every byte that comes back, and the logs, for those places. Then plays a day twice with technicians elsewhere whenever nobody may
know, and compares what the customer gets, byte by byte. Without --url it starts two office processes on one PostgreSQL: an embedded
one, or the server that --database-url, or DATABASE_URL, names, in a database of its own that is dropped afterwards. Its last line is JSON.`;

const {values} = parseArgs({
  options: {
    url: {type: 'string'},
    'api-key': {type: 'string'},
    'operator-key': {type: 'string'},
    'database-url': {type: 'string', default: process.env['DATABASE_URL']},
    help: {type: 'boolean'},
  },
});

async function search() {
  const {url, 'api-key': apiKey, 'operator-key': operatorKey} = values;
  if (url === undefined) {
    const {searchTwoOffices} = await import('../e2e/search-two-offices.ts');
    return searchTwoOffices(values['database-url']);
  }
  if (!apiKey) throw new Error('With --url give --api-key too: a server key, dk_….');
  const [first, ...others] = url.split(',').map(each => each.replace(/\/+$/, '')) as [string, ...string[]];
  return findLeaks({url: first, apiKey, operatorKey}, {others});
}

/** What ends a leg hides it within so long, on every stream. */
const hiddenWithinMs = 1000;

if (values.help) console.error(usage);
else if (values.url === undefined && !installTools()) process.exitCode = 1;
else {
  const {leaks, ...searched} = await search();
  if (searched.hiddenAfterMs > hiddenWithinMs)
    leaks.push(`A stream hid the place only ${searched.hiddenAfterMs} ms after its leg had ended.`);
  const {differences, ...twins} = await twinDays();
  for (const leak of leaks) console.log(`LEAK  ${leak}`);
  for (const difference of differences) console.log(`DIFFERS  ${difference}`);
  console.log(JSON.stringify({...searched, twins, leaks: leaks.length, differences: differences.length}));
  process.exitCode = leaks.length + differences.length === 0 && twins.seesWhatIsShown ? 0 : 1;
}
