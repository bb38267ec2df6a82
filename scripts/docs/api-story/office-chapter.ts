import type {Job} from '@dispatch-kit/core';
import type {Teller} from './teller.ts';
import {address} from './work-chapter.ts';

/** What an office plans, looks at, tells and connects. */
export async function tellDesk(teller: Teller, job: Job, samId: string): Promise<void> {
  await teller.tell('geocodeFind', {query: {q: '4417 N Paulina St, Chicago'}});
  await teller.tell('planningSuggest', {body: {address, serviceId: 'boiler', limit: 2}});
  await teller.tell('liveSnapshot', {query: {view: 'board'}});
  await teller.tell('liveEvents', {query: {limit: '1'}});
  await teller.tell('officeDayReview', {query: {day: 'today'}});
  const row = {
    externalId: 'old-4711',
    title: 'Boiler service',
    customer: {name: 'Cora Diaz'},
    address: {line: '2 E Ohio St', city: 'Chicago'},
    status: 'unscheduled',
    createdAt: '2026-03-01T09:00:00Z',
  };
  await teller.tell('officeImport', {body: {rows: [row]}});
  await teller.tell('officeNotices', {query: {limit: '1'}});
  const customer = await teller.company.admin.get<{contacts: {id: string}[]}>(
    `/v1/customers/${job.customerId}`,
  );
  const notice = {
    kind: 'scheduled',
    subjectId: job.appointments[0]!.id,
    contactId: customer.body.contacts[0]!.id,
  };
  await teller.tell('officePreviewNotice', {body: notice});
  await teller.tell('officeSendNotice', {body: notice});
  await tellReports(teller, samId);
  await tellWebhooks(teller);
}

async function tellReports(teller: Teller, samId: string): Promise<void> {
  const days = {from: '2026-03-01', to: '2026-03-31'};
  await teller.tell('reportsVisits', {query: days});
  await teller.tell('reportsPractice', {query: days});
  await teller.tell('reportsSurveys');
  const {url} = await teller.tell<{url: string}>('reportsOpenCalendar', {params: {id: samId}});
  const calendarToken = new URL(url).pathname.split('/').at(-1)!;
  await teller.tell('reportsCalendar', {as: null, params: {calendarToken}});
  await teller.tell('reportsCloseCalendar', {params: {id: samId}});
}

async function tellWebhooks(teller: Teller): Promise<void> {
  const {id} = await teller.tell<{id: string}>('webhooksCreate', {
    body: {url: 'https://crm.example.com/hooks', types: ['job_created'], description: 'CRM'},
  });
  const params = {id};
  await teller
    .make('/v1/customers', {name: 'Dev Rao'})
    .then(customer => teller.make('/v1/jobs', {customerId: customer.id, title: 'New valve', address}));
  await teller.company.pass(1);
  await teller.tell('webhooksList');
  await teller.tell('webhooksGet', {params});
  await teller.tell('webhooksEdit', {params, body: {types: ['job_created', 'job_completed']}});
  await teller.tell('webhooksDeliveries', {params});
  await teller.tell('webhooksReplay', {params, body: {since: '2026-03-01T00:00:00Z'}});
  await teller.tell('webhooksRemove', {params});
}
