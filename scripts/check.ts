/** `npm run check [-- PART…] [-- --update]`: rooms, doors, types, docs, lint and format, or only the named parts. */
import {judge} from './check/part.ts';
import {checkParts} from './check/parts.ts';

const args = process.argv.slice(2);
const names = args.filter(arg => !arg.startsWith('--'));
const parts = checkParts({update: args.includes('--update')});
const unknown = names.filter(name => !parts.some(part => part.name === name));
if (unknown.length > 0) {
  console.error(
    `No part is called ${unknown.join(', ')}; there are ${parts.map(part => part.name).join(', ')}.`,
  );
  process.exit(1);
}
let failed = 0;
for (const part of parts.filter(part => names.length === 0 || names.includes(part.name))) {
  const {problems} = await judge(part);
  if (problems.length > 0) failed += 1;
}
console.log(failed === 0 ? 'check: all good' : `check: ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
