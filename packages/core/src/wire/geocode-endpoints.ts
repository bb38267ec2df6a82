import * as z from 'zod/mini';
import {endpoint} from './endpoint.ts';

/** A place that was found. `precision`: a house, a street, or something larger; only a house is good enough to send somebody to. */
export const GeocodedPlace = z.object({
  label: z.string(),
  lat: z.number(),
  lng: z.number(),
  precision: z.enum(['address', 'street', 'area']),
});
export type GeocodedPlace = z.infer<typeof GeocodedPlace>;

export const geocodeEndpoints = {
  find: endpoint({
    method: 'GET',
    path: '/v1/geocode',
    summary: 'Find an address; 501 no_geocoder where the office has none',
    access: ['plan'],
    query: z.strictObject({q: z.string().check(z.trim(), z.minLength(3), z.maxLength(300))}),
    reply: z.object({
      items: z.array(GeocodedPlace),
      /** To be shown with what was found, where the geocoder asks for it. */
      attribution: z.nullable(z.string()),
    }),
  }),
} as const;
