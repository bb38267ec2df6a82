/** The small elements, each drawn from data of its own. */
import type {DomainEvent, Notice, PaletteName, StatusSubject, TrackingVisit} from '@dispatch-kit/core';
import {statusesOf} from '@dispatch-kit/core';
import '@dispatch-kit/elements/eta';
import '@dispatch-kit/elements/provider';
import '@dispatch-kit/elements/status';
import '@dispatch-kit/elements/timeline';
import '@dispatch-kit/elements/visit';
import type {DispatchVisit} from '@dispatch-kit/elements/visit';
import {busyOffice} from '../firm.ts';
import type {Firm} from '../firm.ts';
import type {JobName} from '../firm-words.ts';
import {put, putCaptioned} from '../stage.ts';
import type {Scene, Scenes, Stage} from '../stage.ts';
import {late, onTheWay, stale, visitView} from '../visit-views.ts';

const eta =
  (visit: Partial<TrackingVisit>): Scene =>
  stage =>
    void put(stage, document.createElement('dispatch-eta'), {view: visitView(stage.language, visit)});

export const etaScenes: Scenes<'dispatch-eta'> = {
  planned: eta({phase: 'upcoming'}),
  estimated: eta({...onTheWay, stopsAhead: 2}),
  estimated_record: stage => {
    const view = visitView(stage.language, onTheWay);
    const organization = {...view.organization!, arrivals: {visits: 214, withinMinutes: 6}};
    put(stage, document.createElement('dispatch-eta'), {view: {...view, organization}});
  },
  from_the_technician: eta({eta: {...onTheWay.eta!, source: 'technician'}}),
  late: eta({...onTheWay, ...late}),
  stale: eta({...onTheWay, ...stale}),
};

const statuses =
  (palette: PaletteName): Scene =>
  stage => {
    for (const subject of ['job', 'appointment'] satisfies StatusSubject[]) {
      const badges = document.createElement('div');
      badges.className = 'badges';
      for (const status of [...statusesOf(subject), 'not_known_yet']) {
        badges.append(Object.assign(document.createElement('dispatch-status'), {status, subject, palette}));
      }
      putCaptioned(stage, [[subject, badges]]);
    }
  };

export const statusScenes: Scenes<'dispatch-status'> = {jobs: statuses('jobs'), trips: statuses('trips')};

/** The customer hears that somebody comes again, and then wants no more texts. */
async function tellOfValve(firm: Firm): Promise<void> {
  const {office, company} = firm;
  const customer = await office.customers.get(firm.job('valve').customerId);
  const about = {subjectId: firm.visitId('valve'), contactId: customer.contacts[0]!.id};
  await office.office.sendNotice({kind: 'follow_up_needed', ...about});
  await company.server.deliver();
  await office.customers.edit(customer.id, {consent: {sms: false}});
  await office.office.sendNotice({kind: 'completed', ...about});
}

export const timelineScenes: Scenes<'dispatch-timeline'> = {
  steps: stage => {
    for (const phase of ['upcoming', 'live', 'onsite', 'feedback'] as const) {
      const view = visitView(stage.language, {phase});
      putCaptioned(stage, [[phase, Object.assign(document.createElement('dispatch-timeline'), {view})]]);
    }
  },
  history: async stage => {
    const firm = await busyOffice(stage.language);
    await tellOfValve(firm);
    const jobId = firm.job('valve').id;
    const events = (await firm.office.jobs.history(jobId)).items as DomainEvent[];
    const notices = (await firm.office.office.notices({jobId})).items as Notice[];
    const members = new Map(firm.technicians.map(member => [member.id, member]));
    put(stage, document.createElement('dispatch-timeline'), {
      events,
      notices,
      members,
      timeZone: 'America/Chicago',
    });
  },
};

const visits =
  (density: DispatchVisit['density']): Scene =>
  async stage => {
    const firm = await busyOffice(stage.language);
    const cards = (
      [
        ['tap', {}],
        ['heater', {}],
        ['pressure', {}],
        ['pump', {}],
        ['camera', {opens: true}],
        ['noHeat', {pending: true}],
        ['faucet', {}],
      ] as const
    ).map(([name, more]) => visitCard(firm, name, {density, ...more}));
    stage.place.append(...(await Promise.all(cards)));
  };

async function visitCard(firm: Firm, name: JobName, more: Partial<DispatchVisit>): Promise<DispatchVisit> {
  const job = await firm.office.jobs.get(firm.job(name).id);
  const appointment = job.appointments[0]!;
  return Object.assign(document.createElement('dispatch-visit'), {
    job,
    appointment,
    customer: await firm.office.customers.get(job.customerId),
    member: firm.technicians.find(({id}) => id === appointment.leadId),
    nowMs: firm.company.clock.now(),
    timeZone: 'America/Chicago',
    ...more,
  });
}

export const visitScenes: Scenes<'dispatch-visit'> = {
  row: visits('row'),
  item: visits('item'),
  card: visits('card'),
};

export const providerScenes: Scenes<'dispatch-provider'> = {
  brands: (stage: Stage) => {
    const brands = [
      ['Northside Plumbing', '#1f5eff'],
      ['Casa Verde Heating', '#0a7d55'],
      ['A yellow that nobody could read', '#ffe14d'],
    ] as const;
    for (const [name, accent] of brands) {
      const provider = Object.assign(document.createElement('dispatch-provider'), {brand: {name, accent}});
      const view = visitView(stage.language, {...onTheWay, phase: 'live'});
      provider.append(
        Object.assign(document.createElement('dispatch-eta'), {view}),
        Object.assign(document.createElement('dispatch-timeline'), {view}),
      );
      putCaptioned(stage, [[name, provider]]);
    }
  },
};
