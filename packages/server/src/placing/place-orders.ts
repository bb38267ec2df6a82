import type {GeocodedPlace, Located, NewEvent} from '@dispatch-kit/core';
import {addressQuery, judgeAddress, minuteMs, toInstant} from '@dispatch-kit/core';
import {isElsewhere} from '../desk/job-rows.ts';
import {isSought, restartFences} from '../desk/seek-place.ts';
import type {Office} from '../office/office.ts';
import {nowInstant} from '../office/office.ts';
import {GeocoderBusy} from '../options.ts';
import type {Geocoder} from '../options.ts';
import {nextTry} from '../office/geocoder-pace.ts';
import {nextTryMs} from './search-schedule.ts';
import type {JobRow, PlaceSearchRow} from '../storage/rows.ts';
import type {Owned, Transaction} from '../storage/storage.ts';

/** Longer than any answer takes. */
const leaseMs = minuteMs;
const placesAsked = 5;

type Searched = Owned<PlaceSearchRow> & {job: JobRow};
type Answer = Located<GeocodedPlace> | {outcome: 'no_answer'; retryAfterMs: number | undefined};

/**
 * Looks for the orders whose addresses have no place, one after the other, until none is due. Each is leased first, so that no
 * other process asks for it meanwhile; what was asked outlives a restart.
 */
export async function placeOrders(office: Office, geocoder: Geocoder, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    const next = await office.storage.transaction(tx => leaseOne(office, tx, geocoder));
    if (next === 'none') return;
    if (next !== 'skipped') await settle(office, geocoder, next, await ask(office, geocoder, next));
  }
}

/** The search that is due longest; one whose order needs no place any more is forgotten. */
async function leaseOne(
  office: Office,
  tx: Transaction,
  geocoder: Geocoder,
): Promise<Searched | 'none' | 'skipped'> {
  const nowMs = office.clock.now();
  const [leased] = await tx.placeSearches.lease(toInstant(nowMs), toInstant(nowMs + leaseMs), 1);
  if (!leased) return 'none';
  const {organizationId, row} = leased;
  const job = await tx.jobs.get(organizationId, row.id);
  if (!job || !isSought(job)) {
    await tx.placeSearches.remove(organizationId, [row.id]);
    return 'skipped';
  }
  const runAfter = await nextTry(office, tx, geocoder);
  if (runAfter === undefined) return {...leased, job};
  await tx.placeSearches.put(organizationId, [
    {...row, attempts: row.attempts - 1, runAfter, lockedUntil: null},
  ]);
  return 'none';
}

async function ask(office: Office, geocoder: Geocoder, {job, row}: Searched): Promise<Answer> {
  try {
    const found = await geocoder.find(addressQuery(job.address), placesAsked);
    return judgeAddress(job.address, found);
  } catch (error) {
    office.log('warn', 'The geocoder did not answer for an order', {
      jobId: job.id,
      attempts: row.attempts,
      error: String(error),
    });
    return {
      outcome: 'no_answer',
      retryAfterMs: error instanceof GeocoderBusy ? error.retryAfterMs : undefined,
    };
  }
}

/**
 * Writes down what came of a search. It is void if the address has changed meanwhile, which began a new search, or if somebody has
 * placed the order.
 */
async function settle(
  office: Office,
  geocoder: Geocoder,
  {organizationId, row, job: asked}: Searched,
  answer: Answer,
): Promise<void> {
  await office.storage.transaction(async tx => {
    await tx.organizations.lock(organizationId);
    const job = await tx.jobs.get(organizationId, row.id);
    const search = await tx.placeSearches.get(organizationId, row.id);
    if (!job || !search || search.attempts !== row.attempts || !isSought(job)) return;
    if (addressQuery(job.address) !== addressQuery(asked.address)) return;
    if (answer.outcome === 'no_answer') {
      const waitMs = nextTryMs(row.attempts, office.crypto.randomBytes(1)[0]! / 255, answer.retryAfterMs);
      if (waitMs !== undefined) {
        const runAfter = toInstant(office.clock.now() + waitMs);
        return tx.placeSearches.put(organizationId, [{...search, runAfter, lockedUntil: null}]);
      }
    }
    await tx.placeSearches.remove(organizationId, [row.id]);
    const next = jobAfter(job, geocoder, answer);
    await tx.jobs.put(organizationId, [next]);
    if (isElsewhere(job.address, next.address))
      await restartFences(tx, organizationId, await tx.appointments.ofJobs(organizationId, [job.id]));
    await tx.events.append(organizationId, [eventOf(office, geocoder, job, answer)], nowInstant(office));
  });
}

function jobAfter(job: JobRow, {attribution}: Geocoder, answer: Answer): JobRow {
  const version = job.version + 1;
  if (answer.outcome !== 'placed')
    return {...job, version, place: {source: null, reason: answer.outcome, attribution: null}};
  const {lat, lng} = answer.place;
  return {
    ...job,
    version,
    address: {...job.address, lat, lng},
    place: {source: 'geocoder', reason: null, attribution: attribution ?? null},
  };
}

/** Who found it, and how exactly; never the place itself. */
function eventOf(
  office: Office,
  {name, attribution}: Geocoder,
  job: JobRow,
  {outcome, ...rest}: Answer,
): NewEvent {
  return {
    id: office.newId('event'),
    v: 1,
    type: 'place_searched',
    at: nowInstant(office),
    actor: {kind: 'system', id: 'geocoder'},
    basis: 'cascade',
    jobId: job.id,
    data: {
      outcome,
      source: name,
      ...('place' in rest && {precision: rest.place.precision, ...(attribution && {attribution})}),
    },
  };
}
