import {ConfigError} from './config-error.ts';
import type {OfficeConfig} from './office-config.ts';
import type {AskOptions} from '../asking/ask-json.ts';
import type {Router} from '../options.ts';
import {googleRouter} from '../routing/google-router.ts';
import {osrmRouter} from '../routing/osrm-router.ts';

/** The routing engine that a configuration means, if any, with one sentence for who starts the office. Throws `ConfigError` for one that lacks something. */
export function routerOf(
  {routerKind: kind, routerUrl: url, routerKey: key}: OfficeConfig,
  fetch: AskOptions['fetch'] = (address, init) => globalThis.fetch(address, init),
): {router?: Router; says: string} {
  if (kind === undefined) {
    const stray =
      url === undefined ? (key === undefined ? '' : 'DISPATCH_ROUTER_KEY') : 'DISPATCH_ROUTER_URL';
    if (stray) throw new ConfigError(`${stray}: give DISPATCH_ROUTER_KIND too: osrm or google.`);
    return {
      says: 'Ways are estimated from straight lines and from what was driven. DISPATCH_ROUTER_KIND sets a routing engine up.',
    };
  }
  const says = (address: string) => `Ways are found by ${kind} at ${new URL(address).host}.`;
  if (kind === 'google') {
    if (key === undefined)
      throw new ConfigError('DISPATCH_ROUTER_KEY: google needs your key of its Routes API.');
    const options = {fetch, key, ...(url !== undefined && {url})};
    return {router: googleRouter(options), says: says(url ?? 'https://routes.googleapis.com')};
  }
  if (key !== undefined) throw new ConfigError('DISPATCH_ROUTER_KEY: osrm takes no key; leave it out.');
  if (url === undefined)
    throw new ConfigError(
      'DISPATCH_ROUTER_URL: osrm needs the address of a server, such as http://127.0.0.1:5000.',
    );
  return {router: osrmRouter({fetch, url}), says: says(url)};
}
