import {ConfigError} from './config-error.ts';
import type {OfficeConfig} from './office-config.ts';
import type {AskOptions} from '../asking/ask-json.ts';
import {googleGeocoder} from '../geocoding/google-geocoder.ts';
import {nominatimGeocoder} from '../geocoding/nominatim-geocoder.ts';
import {photonGeocoder} from '../geocoding/photon-geocoder.ts';
import type {Geocoder} from '../options.ts';

const settings = {
  geocoderUrl: 'DISPATCH_GEOCODER_URL',
  geocoderKey: 'DISPATCH_GEOCODER_KEY',
  geocoderUserAgent: 'DISPATCH_GEOCODER_USER_AGENT',
  geocoderPerSecond: 'DISPATCH_GEOCODER_PER_SECOND',
} as const satisfies Partial<Record<keyof OfficeConfig, string>>;

/** The geocoder that a configuration means, if any, with one sentence for who starts the office. Throws `ConfigError` for one that lacks something. */
export function geocoderOf(
  config: OfficeConfig,
  fetch: AskOptions['fetch'] = (url, init) => globalThis.fetch(url, init),
): {geocoder?: Geocoder; says: string} {
  const {geocoderKind: kind} = config;
  if (kind === undefined) {
    const stray = Object.entries(settings).find(
      ([name]) => config[name as keyof typeof settings] !== undefined,
    );
    if (stray)
      throw new ConfigError(`${stray[1]}: give DISPATCH_GEOCODER_KIND too: nominatim, photon or google.`);
    return {
      says: 'Addresses are not looked up: an order needs lat and lng to be on the map. DISPATCH_GEOCODER_KIND sets a geocoder up.',
    };
  }
  const needed = (name: 'geocoderUrl' | 'geocoderKey' | 'geocoderUserAgent', why: string): string => {
    const value = config[name];
    if (value === undefined) throw new ConfigError(`${settings[name]}: ${kind} needs ${why}.`);
    return value;
  };
  const {geocoderPerSecond: perSecond, geocoderUrl: url, geocoderUserAgent: userAgent} = config;
  const options = {fetch, ...(perSecond !== undefined && {perSecond})};
  const says = (address: string) => `Addresses are looked up by ${kind} at ${new URL(address).host}.`;
  switch (kind) {
    case 'nominatim': {
      const address = needed(
        'geocoderUrl',
        'the address of a server, such as https://nominatim.openstreetmap.org',
      );
      const name = needed('geocoderUserAgent', 'the name of your office and a way to reach you');
      return {
        geocoder: nominatimGeocoder({...options, url: address, userAgent: name}),
        says: says(address),
      };
    }
    case 'photon': {
      const address = needed('geocoderUrl', 'the address of a server, such as http://127.0.0.1:2322');
      return {
        geocoder: photonGeocoder({...options, url: address, ...(userAgent !== undefined && {userAgent})}),
        says: says(address),
      };
    }
    case 'google': {
      const key = needed('geocoderKey', 'your key of its Geocoding API');
      return {
        geocoder: googleGeocoder({...options, key, ...(url !== undefined && {url})}),
        says: says(url ?? 'https://maps.googleapis.com'),
      };
    }
  }
}
