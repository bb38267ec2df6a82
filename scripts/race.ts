/** `npm run -s race`: two offices, each a process, race for one PostgreSQL. */
import {parseArgs} from 'node:util';
import {Dice} from './fuzz/dice.ts';
import {installTools} from './tests/e2e-tool.ts';

const usage = `npm run -s race -- [--commands 2000] [--seed N] [--database-url postgres://…]

Sends commands that are in each other's way to two office processes on one PostgreSQL: an embedded one, or the server that --database-url,
or DATABASE_URL, names, in a database of its own that is dropped afterwards. None may be lost, no message and no webhook go out twice, nobody
be booked twice for one time or be under way twice; an offer, an invitation, a code, a free window counts once. Its last line is JSON.`;

const {values} = parseArgs({
  options: {
    commands: {type: 'string', default: '2000'},
    'database-url': {type: 'string', default: process.env['DATABASE_URL']},
    seed: {type: 'string', default: String(Date.now() % 1e9)},
    help: {type: 'boolean'},
  },
});
if (values.help) console.error(usage);
else if (!installTools()) process.exitCode = 1;
else {
  const {race} = await import('../e2e/race.ts');
  const seed = Number(values.seed);
  const dice = new Dice(seed);
  const {faults, ...result} = await race(Number(values.commands), () => dice.roll(), values['database-url']);
  for (const fault of faults.slice(0, 40)) console.log(`FAULT  ${fault}`);
  console.log(JSON.stringify({seed, ...result, faults: faults.length}));
  process.exitCode = faults.length === 0 ? 0 : 1;
}
