import {endpoint} from './endpoint.ts';

const later = (
  method: 'GET' | 'POST' | 'DELETE',
  path: `/${string}`,
  summary: string,
  access: 'public' | 'any' | readonly ['plan'] | readonly ['settings'] | readonly ['notices'] = ['plan'],
) => endpoint({method, path, summary, access, later: true});

/** Parts of the contract whose shapes are not decided here yet. */
export const laterEndpoints = {
  geocode: later('GET', '/v1/geocode', 'Find an address'),
} as const;
