import {resolve} from 'node:path';
import {checkDoors} from './doors.ts';
import {checkReactWrappers} from '../docs/react-wrappers.ts';
import {checkDrift} from './drift.ts';
import {checkFormatting} from './formatting.ts';
import {checkLint} from './lint.ts';
import type {Part} from './part.ts';
import {checkRooms} from './rooms.ts';
import {checkTypes} from './type-check.ts';

const root = resolve(import.meta.dirname, '../..');

/** The parts of `npm run check`, in the order they run. With `update`, what the doors export is taken as right. */
export function checkParts({update = false} = {}): Part[] {
  return [
    {name: 'rooms', looksAt: 'imports follow the arrows of rooms.json', run: () => checkRooms(root)},
    {
      name: 'doors',
      looksAt: 'every export entry imports, with the names it had',
      run: () => checkDoors(root, {update}),
    },
    {name: 'types', looksAt: 'TypeScript', run: () => checkTypes(root)},
    {
      name: 'docs',
      looksAt: 'code and tables in pages are what they are made from',
      run: async () => {
        const {problems, note} = await checkDrift(root);
        return {problems: [...problems, ...(await checkReactWrappers(root))], note: note ?? ''};
      },
    },
    {name: 'lint', looksAt: 'ESLint', run: () => checkLint(root)},
    {name: 'format', looksAt: 'Prettier', run: () => checkFormatting(root)},
  ];
}
