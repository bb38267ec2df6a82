import type {Answer} from '@dispatch-kit/testing';
import {booking} from './recipes.ts';
import type {Stage} from './stage.ts';

const reason = {code: 'other', note: 'said so'};

/** Causes what a request out of the blue hardly ever does; answers the codes that came of it. */
export async function provoke(stage: Stage): Promise<string[]> {
  const {admin, clock} = stage.company;
  await stage.refresh();
  const codes: string[] = [];
  const note = (answer: Answer<unknown>) => void (answer.problem && codes.push(answer.problem.code));
  const inDays = (days: number) => new Date(clock.now() + days * 86_400_000).toISOString();
  const tap = async (id: string, command: string, body: object = {}, token = admin.token) =>
    note(await stage.company.as(token).post(`/v1/appointments/${id}/${command}`, body));

  const visit = await stage.visitIn('scheduled');
  await tap(visit.id, 'arrive');
  await tap(visit.id, 'depart', {at: inDays(-8)});
  await tap(
    visit.id,
    'depart',
    {deviceId: 'phone', sequence: 1, at: inDays(-4), sentAt: inDays(0)},
    visit.token,
  );
  await tap(visit.id, 'complete', {outcome: 'done', skip: true}, visit.token);
  const helper = await stage.technician();
  await admin.patch(`/v1/appointments/${visit.id}`, {helperIds: [helper.id]});
  await tap(visit.id, 'depart', {}, helper.token);
  const {facts} = {
    facts: (await admin.get<{window: object; leadId: string}>(`/v1/appointments/${visit.id}`)).body,
  };
  note(
    await admin.post(`/v1/jobs/${visit.jobId}/appointments`, {
      window: facts.window,
      durationMinutes: 60,
      leadId: facts.leadId,
    }),
  );
  await tap(visit.id, 'depart');
  await tap(visit.id, 'start', {at: inDays(-1)});
  await tap(visit.id, 'reschedule', {window: stage.window()});
  await tap(visit.id, 'delete');
  const left = await stage.visitIn('scheduled');
  await tap(left.id, 'unassign');
  await tap(left.id, 'depart');
  note(await admin.post(`/v1/jobs/${left.jobId}/resume`));
  note(await admin.post(`/v1/jobs/${visit.jobId}/complete`, {openVisits: 'cancel'}));
  await tap((await stage.visitIn('arrived')).id, 'arrive');
  await tap((await stage.visitIn('arrived')).id, 'reschedule', {window: stage.window()});
  await tap((await stage.visitIn('arrived')).id, 'depart');
  const one = await stage.visitIn('started');
  const second = await stage.technician();
  const beside = await admin.post<{appointment: {id: string}}>(`/v1/jobs/${one.jobId}/appointments`, {
    window: stage.window(),
    durationMinutes: 60,
    leadId: second.id,
  });
  await tap(beside.body.appointment.id, 'depart');
  await tap(one.id, 'complete', {outcome: 'done', finishJob: true, openVisits: 'cancel'});
  await tap((await stage.visitIn('deleted')).id, 'depart');
  await tap((await stage.visitIn('enroute')).id, 'complete', {outcome: 'done'});
  const started = await stage.visitIn('started');
  await tap(started.id, 'complete', {outcome: 'no_access', reason, finishJob: true});
  const arrived = await stage.visitIn('arrived');
  const history = await admin.get<{items: {id: string; type: string}[]}>(`/v1/jobs/${arrived.jobId}/history`);
  const departed = history.body.items.find(({type}) => type === 'appointment_departed');
  await tap(arrived.id, 'undo', {eventId: departed?.id, reason});
  const [window, busy] = [stage.window(), await stage.technician()];
  for (let twice = 0; twice < 2; twice++) {
    note(await admin.post('/v1/customers', {name: 'Twice', externalId: `twice-${clock.now()}`}));
    const appointment = {window, durationMinutes: 60, leadId: busy.id};
    const customerId = stage.idOf('cus_');
    note(await admin.post('/v1/jobs', {customerId, title: 'Twice', address: {line: '1'}, appointment}));
  }
  const asked = await booking(stage);
  const gone = {start: inDays(-2), end: inDays(-1)};
  note(await admin.post(asked.path, {...asked.body, window: gone}));
  await jobs(stage, note);
  await later(stage, note, tap);
  await twins(stage, note);
  return codes;
}

async function jobs(stage: Stage, note: (answer: Answer<unknown>) => void): Promise<void> {
  const {admin} = stage.company;
  const post = async (id: string, command: string, body: object = {}) =>
    note(await admin.post(`/v1/jobs/${id}/${command}`, body));
  const paused = await stage.visitIn('started');
  await post(paused.jobId, 'pause', {reason, laterVisits: 'keep'});
  await post(paused.jobId, 'resume');
  await post(paused.jobId, 'resume');
  const done = await stage.visitIn('started');
  await admin.post(`/v1/appointments/${done.id}/complete`, {outcome: 'follow_up', reason, finishJob: false});
  await post(done.jobId, 'resume');
  const open = await stage.visitIn('scheduled');
  await post(open.jobId, 'reinstate');
  await post(open.jobId, 'resume');
  const source = stage.company.as(stage.tokens['source']!);
  const customer = await source.post<{id: string}>('/v1/customers', {
    name: 'Of the source',
    phone: '+13125550155',
  });
  const customerId = customer.status < 300 ? customer.body.id : stage.idOf('cus_');
  const offer = await source.post<{appointments?: {id: string}[]}>('/v1/offers', {
    customerId,
    title: 'Offered',
    address: {line: '1'},
    appointment: {window: stage.window(), durationMinutes: 60},
  });
  const id = offer.body.appointments?.[0]?.id;
  note(await source.post(`/v1/appointments/${id}/unassign`));
  note(await source.post(`/v1/appointments/${id}/confirm`));
}

/** What takes time to be refused. */
async function later(
  stage: Stage,
  note: (answer: Answer<unknown>) => void,
  tap: (id: string, command: string, body?: object, token?: string) => Promise<void>,
): Promise<void> {
  const {company} = stage;
  const visit = await stage.visitIn('complete');
  const sent = await stage.visitIn('enroute');
  company.clock.advance(10 * 60_000);
  await tap(sent.id, 'undo', {}, sent.token);
  company.clock.advance(25 * 3_600_000);
  await tap(visit.id, 'undo', {reason});
  await stage.refresh();
  await tap(visit.id, 'reopen', {}, stage.tokens['dispatcher']);
  await tap(visit.id, 'undo', {reason}, stage.tokens['dispatcher']);
  note(await company.admin.get('/v1/me'));
}

/** A secret is not given twice. */
async function twins(stage: Stage, note: (answer: Answer<unknown>) => void): Promise<void> {
  const key = {'idempotency-key': `twin-${stage.company.clock.now()}`};
  for (let twice = 0; twice < 2; twice++)
    note(await stage.company.admin.post('/v1/api-keys', {name: 'Twin'}, key));
}
