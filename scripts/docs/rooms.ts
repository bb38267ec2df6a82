import {readFileSync} from 'node:fs';
import {resolve} from 'node:path';
import type {Rooms} from '../check/rooms.ts';
import {table} from './table.ts';

const root = resolve(import.meta.dirname, '../..');

/** A table of a package's rooms, or of the `doorkeepers`, from `rooms.json`. */
export function generate(id: string): string {
  const {rooms, doorkeepers}: Rooms = JSON.parse(readFileSync(resolve(root, 'rooms.json'), 'utf8'));
  if (id === 'doorkeepers') {
    const rows = Object.entries(doorkeepers).map(([library, doors]) => [`\`${library}\``, codes(doors)]);
    return table(['library', 'imported only by'], rows);
  }
  const source = `packages/${id}/src`;
  const own = rooms.filter(({path}) => path === source || path.startsWith(`${source}/`));
  if (own.length === 0) throw new Error(`rooms.json has no rooms in packages/${id}`);
  const name = (path: string) => (path === source ? '(files of src)' : path.replace(`${source}/`, ''));
  const rows = own.map(({path, says, imports}) => [`\`${name(path)}\``, says, codes(imports.map(name))]);
  return table(['room', 'in one sentence', 'may import'], rows);
}

function codes(names: string[]): string {
  return names.map(name => `\`${name}\``).join(', ');
}
