import {officeConfig} from '@dispatch-kit/server/node';
import {table} from './table.ts';

/** What an office can be started with, from the table that reads it. */
export function generate(id: string): string {
  if (id !== 'settings') throw new Error(`There is no table office/${id}; there is settings.`);
  return table(
    ['option', 'variable', 'what it is', 'give', 'default'],
    Object.values(officeConfig).map(({option, variable, says, give, default: otherwise}) => [
      option === '' ? '' : `\`--${option}\``,
      `\`${variable}\``,
      says,
      give,
      otherwise,
    ]),
  );
}
