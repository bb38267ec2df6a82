import type {Job, NearestTechnicians} from '@dispatch-kit/core';
import type {Teller} from './teller.ts';

export const address = {
  line: '4417 N Paulina St',
  city: 'Chicago',
  postcode: '60640',
  lat: 41.9617,
  lng: -87.6706,
};
const reason = {code: 'needs_parts', note: 'A seal is missing'};

/** Makes orders as the story needs them, each on the day after the one before. */
export class Orders {
  readonly #teller: Teller;
  readonly #customerId: string;
  #days = 0;

  constructor(teller: Teller, customerId: string) {
    this.#teller = teller;
    this.#customerId = customerId;
  }

  window(): {start: string; end: string} {
    this.#days += 1;
    const startMs = Date.parse('2026-03-03T15:00:00Z') + this.#days * 86_400_000;
    return {start: new Date(startMs).toISOString(), end: new Date(startMs + 7_200_000).toISOString()};
  }

  input(more: object = {}): object {
    return {customerId: this.#customerId, title: 'Leaking tap, kitchen', address, ...more};
  }

  visit(leadId?: string): object {
    return {window: this.window(), durationMinutes: 60, ...(leadId && {leadId})};
  }

  async make(where = '/v1/jobs', more: object = {}): Promise<Job> {
    return this.#teller.make<Job>(where, this.input(more));
  }

  /** A visit of a technician, brought on by taps. */
  async visitAt(
    leadId: string | undefined,
    ...taps: [string, object?][]
  ): Promise<{id: string; jobId: string}> {
    const job = await this.make('/v1/jobs', {appointment: this.visit(leadId)});
    const {id} = job.appointments[0]!;
    for (const [tap, body] of taps) await this.#teller.make(`/v1/appointments/${id}/${tap}`, body);
    return {id, jobId: job.id};
  }
}

/** Orders come in, are offered, planned and closed. */
export async function tellJobs(teller: Teller, orders: Orders, samId: string): Promise<Job> {
  const job = await teller.tell<Job>('jobsCreate', {body: orders.input({appointment: orders.visit(samId)})});
  const params = {id: job.id};
  await teller.tell('jobsList', {query: {status: 'scheduled', limit: '1'}});
  await teller.tell('jobsGet', {params});
  await teller.tell('jobsEdit', {params, body: {priority: 'high'}});
  await teller.tell('jobsAddAppointment', {params, body: orders.visit()});
  await teller.tell('jobsAddNote', {params, body: {text: 'The key is at the desk.', visibility: 'team'}});
  await teller.tell('jobsNotes', {params});
  await teller.tell('jobsHistory', {params});
  const offer = await teller.tell<Job>('jobsOffer', {body: orders.input({sourceId: 'acme'})});
  await teller.tell('jobCommandsAccept', {params: {id: offer.id}, body: {appointment: orders.visit()}});
  const declined = await orders.make('/v1/offers');
  await teller.tell('jobCommandsDecline', {
    params: {id: declined.id},
    body: {reason: 'We do not serve this area.'},
  });
  const withdrawn = await orders.make('/v1/offers');
  await teller.tell('jobCommandsWithdraw', {params: {id: withdrawn.id}, body: {}});
  const paused = {id: (await orders.make()).id};
  await teller.tell('jobCommandsPause', {params: paused, body: {reason}});
  await teller.tell('jobCommandsResume', {params: paused, body: {}});
  await teller.tell('jobCommandsCancel', {
    params: paused,
    body: {reason: {code: 'other', note: 'Fixed it himself'}},
  });
  await teller.tell('jobCommandsReinstate', {params: paused, body: {}});
  await teller.tell('jobCommandsComplete', {params: paused, body: {}});
  await teller.tell('jobCommandsUndo', {params: paused, body: {reason: 'Wrong order'}});
  return job;
}

/** Every tap on a visit, in the state in which it is made. */
export async function tellVisits(
  teller: Teller,
  orders: Orders,
  {samId, kimId}: {samId: string; kimId: string},
): Promise<void> {
  const {id} = await orders.visitAt(samId);
  const tap = (name: string, visit: string, body: object = {}, as = 'API_KEY') =>
    teller.tell(`appointmentCommands${name}`, {params: {id: visit}, body, as});
  await teller.tell('appointmentsList', {query: {limit: '1'}});
  await teller.tell('appointmentsGet', {params: {id}});
  await teller.tell('appointmentsEdit', {params: {id}, body: {instructions: 'Ring twice.'}});
  await teller.tell('appointmentsCommands', {params: {id}});
  await teller.tell('appointmentsSuggestions', {params: {id}});
  await tap('Reschedule', id, {window: orders.window()});
  await tap('Unassign', id);
  await tap('Assign', id, {leadId: samId});
  await tap('Confirm', id);
  await tap('Ask_to_move', id, {reason: 'My van broke down.'}, 'MEMBER_TOKEN');
  await tap('Dismiss_request', id);
  await tap('Depart', id, {}, 'MEMBER_TOKEN');
  await tap('Running_late', id, {minutes: 15}, 'MEMBER_TOKEN');
  await tellRoad(teller);
  await teller.tell('appointmentsArrival', {params: {id}});
  await tap('Stand_down', id, {}, 'MEMBER_TOKEN');
  await tap('Undo', id, {}, 'MEMBER_TOKEN');
  await tap('Arrive', id, {}, 'MEMBER_TOKEN');
  await tap('Hand_over', id, {leadId: kimId});
  await tap('Start', id);
  await tap('Keep', id, {reason: {code: 'more_time'}});
  await tap('Complete', id, {outcome: 'done'});
  await teller.tell('appointmentsRecord', {params: {id}});
  await tap('Reopen', id);
  await teller.make(`/v1/appointments/${id}/complete`, {outcome: 'done'});
  const draft = await orders.make('/v1/jobs', {appointment: {...orders.visit(), draft: true}});
  await tap('Schedule', draft.appointments[0]!.id);
  const urgent = await orders.make('/v1/jobs', {appointment: {...orders.visit(), draft: true}});
  const needed = urgent.appointments[0]!.id;
  const {items} = await teller.tell<NearestTechnicians>('appointmentsNearest', {params: {id: needed}});
  await tap('Send_now', needed, items[0]!.send);
  await teller.make(`/v1/appointments/${needed}/undo`, {});
  const moved = await orders.visitAt(kimId, ['depart']);
  await teller.tell('appointmentsRoute', {params: {id: moved.id}});
  await tap('Move', moved.id, {window: orders.window()});
  await tap('Cancel', moved.id, {reason: {code: 'weather'}});
  await tap('Reinstate', moved.id);
  await tap('Delete', moved.id);
}

/** A technician's phone says where it is. */
async function tellRoad(teller: Teller): Promise<void> {
  const at = new Date(teller.company.clock.now()).toISOString();
  const fix = {lat: 41.95, lng: -87.66, at, accuracyMeters: 8, speedMetersPerSecond: 9};
  await teller.tell('roadReport', {as: 'MEMBER_TOKEN', body: {fixes: [fix]}});
  await teller.tell('roadPositions');
  await tellPhoneApps(teller, at);
}

/** The same from apps of others, and a track that was recorded. */
async function tellPhoneApps(teller: Teller, at: string): Promise<void> {
  const me = await teller.company.as(teller.tokens['MEMBER_TOKEN']!).get<{memberId: string}>('/v1/me');
  const pair = (app: string) =>
    teller.make<{id: string; secret: string}>(`/v1/members/${me.body.memberId}/devices`, {app});
  const seconds = Math.floor(Date.parse(at) / 1000);
  const message = {_type: 'location', tst: seconds, lat: 41.951, lon: -87.661, acc: 8, vel: 32, batt: 64};
  await teller.tell('roadOwntracks', {device: await pair('owntracks'), body: message});
  const place = {lat: 41.952, lon: -87.662, timestamp: seconds, accuracy: 8, speed: 17.5, batt: 64};
  const list = (id: string) => JSON.stringify([{id, ...place}]);
  const {secret} = await pair('traccar');
  const type = 'application/json';
  await teller.tell('roadTraccar', {
    as: null,
    raw: {type, bytes: list(secret), shown: `'${list('…')}'`},
  });
  const point = `<trkpt lat="41.953" lon="-87.663"><time>${at}</time></trkpt>`;
  const bytes = `<gpx version="1.1"><trk><trkseg>${point}</trkseg></trk></gpx>`;
  const track = {type: 'application/gpx+xml', bytes, shown: '@track.gpx'};
  await teller.tell('roadGpx', {as: 'MEMBER_TOKEN', raw: track});
}
