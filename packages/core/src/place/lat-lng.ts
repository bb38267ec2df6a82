import * as z from 'zod/mini';

export {bearingDegrees, distanceMeters, isValidLatLng, movedToward, shortTurn} from './great-circle.ts';

/** A place on Earth in WGS 84 degrees: `lat` −90 to 90, `lng` −180 to 180. */
export const LatLng = z.strictObject({
  lat: z.number().check(z.minimum(-90), z.maximum(90)),
  lng: z.number().check(z.minimum(-180), z.maximum(180)),
});
export type LatLng = z.infer<typeof LatLng>;
