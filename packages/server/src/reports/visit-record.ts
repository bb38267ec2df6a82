import type {DomainEvent} from '@dispatch-kit/core';
import {Html, html} from './html.ts';
import type {AppointmentRow, CustomerRow, JobRow, MemberRow, OrganizationRow} from '../storage/rows.ts';

/** Everything a record speaks of. */
export type RecordSource = {
  organization: OrganizationRow;
  job: JobRow;
  visit: AppointmentRow;
  customer: CustomerRow | undefined;
  members: ReadonlyMap<string, MemberRow>;
  events: readonly DomainEvent[];
  printedAt: string;
};

export const recordStyle =
  'body{font:11pt/1.45 system-ui,sans-serif;color:#111;max-width:48rem;margin:2rem auto;padding:0 1rem}h1{font-size:1.4rem;margin:0}h2{font-size:1.05rem;margin:1.6rem 0 .4rem}table{border-collapse:collapse;width:100%}th,td{text-align:start;vertical-align:top;padding:.3rem .6rem .3rem 0;border-bottom:1px solid #ccc}th{font-weight:600}footer{margin-top:2rem;color:#555;font-size:.85rem}@media print{body{margin:0}tr{break-inside:avoid}}';

/** As it was hashed, to the byte. */
const styleElement = new Html(`<style>${recordStyle}</style>`);

const words: Record<string, string> = {
  appointment_drafted: 'Drafted',
  appointment_scheduled: 'Scheduled',
  appointment_rescheduled: 'Rescheduled',
  appointment_assigned: 'Assigned',
  appointment_unassigned: 'Taken off the technician',
  appointment_confirmed: 'Confirmed',
  appointment_departed: 'On the way',
  appointment_arrived: 'Arrived',
  appointment_started: 'Work started',
  appointment_completed: 'Completed',
  appointment_canceled: 'Canceled',
  appointment_stood_down: 'Stood down',
  appointment_handed_over: 'Handed over',
  appointment_undone: 'Taken back',
  appointment_reopened: 'Reopened',
  appointment_reinstated: 'Reinstated',
  photo_added: 'Photo added',
  note_added: 'Note added',
  visit_rated: 'Rated by the customer',
};
const how: Record<string, string> = {
  manual: 'by hand',
  geofence: 'by position',
  timer: 'by the clock',
  import: 'imported',
  cascade: 'as a consequence',
  offline: 'by hand, sent later',
};
const who: Record<string, string> = {
  technician: 'Technician',
  dispatcher: 'Office',
  admin: 'Office',
  source: 'Connected source',
  customer: 'Customer',
  system: 'System',
};

/** The printable record of a visit: who was there, when, how that is known, and the proof of presence. */
export function visitRecord(source: RecordSource): string {
  const {organization, job, visit, customer} = source;
  const time = timeIn(job.address.timeZone ?? organization.timeZone);
  const {facts} = visit;
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>${job.title} – record of a visit</title>
        ${styleElement}
      </head>
      <body>
        <h1>${organization.brand.name ?? organization.name}</h1>
        <p>Record of a visit</p>
        <h2>${job.title}</h2>
        <table>
          ${row('Customer', customer?.name)}
          ${row('Address', [job.address.line, job.address.line2, job.address.postcode, job.address.city].filter(Boolean).join(', '))}
          ${row('Appointment', `${time(facts.window.start)} to ${time(facts.window.end)}`)}
          ${row('Technician', facts.leadId && nameOf(source, facts.leadId))}
          ${row('Also there', facts.helperIds.map(id => nameOf(source, id)).join(', '))}
          ${row('State', [facts.status.replace('_', ' '), facts.outcome?.replace('_', ' ')].filter(Boolean).join(': '))}
          ${row('On the way', facts.departedAt && time(facts.departedAt))}
          ${row('Arrived', facts.arrivedAt && time(facts.arrivedAt))}
          ${row('Work started', facts.startedAt && time(facts.startedAt))}
          ${row('Completed', facts.completedAt && time(facts.completedAt))}
        </table>
        ${history(source, time)} ${presence(source, time)}
        <footer>
          Visit ${visit.id} of job ${job.id}. Times in ${job.address.timeZone ?? organization.timeZone}.
          Printed ${time(source.printedAt)}.
        </footer>
      </body>
    </html>`;
  return page.text;
}

function row(name: string, value: string | null | undefined): Html {
  return value
    ? html`<tr>
        <th scope="row">${name}</th>
        <td>${value}</td>
      </tr>`
    : html``;
}

function history(source: RecordSource, time: (at: string) => string): Html {
  const own = source.events.filter(event => event.appointmentId === source.visit.id && event.type in words);
  const lines = own.map(
    event =>
      html`<tr>
        <td>${time(event.at)}</td>
        <td>${words[event.type]}</td>
        <td>${actorOf(source, event)}</td>
        <td>${how[event.basis]}</td>
      </tr>`,
  );
  return html`<h2>What happened</h2>
    <table>
      <tr>
        <th scope="col">When</th>
        <th scope="col">What</th>
        <th scope="col">Who</th>
        <th scope="col">How</th>
      </tr>
      ${lines}
    </table>`;
}

function presence(source: RecordSource, time: (at: string) => string): Html {
  const {proofs} = source.visit;
  if (proofs.length === 0)
    return html`<h2>Proof of presence</h2>
      <p>No position was known when a step was told.</p>`;
  const lines = proofs.map(proof => {
    const event = source.events.find(each => each.id === proof.eventId);
    const accuracy = proof.accuracyMeters === null ? 'not known' : `${Math.round(proof.accuracyMeters)} m`;
    return html`<tr>
      <td>${event ? words[event.type] : ''}</td>
      <td>${time(proof.fixAt)}</td>
      <td>${Math.round(proof.distanceMeters)} m</td>
      <td>${accuracy}</td>
      <td>${proof.ageSeconds} s</td>
    </tr>`;
  });
  return html`<h2>Proof of presence</h2>
    <table>
      <tr>
        <th scope="col">Step</th>
        <th scope="col">Position of</th>
        <th scope="col">From the address</th>
        <th scope="col">Accuracy</th>
        <th scope="col">Age</th>
      </tr>
      ${lines}
    </table>`;
}

function nameOf({members}: RecordSource, id: string): string {
  return members.get(id)?.name ?? 'Former member';
}

function actorOf(source: RecordSource, {actor}: DomainEvent): string {
  const kind = who[actor.kind] ?? actor.kind;
  const member = actor.id ? source.members.get(actor.id) : undefined;
  return member ? `${member.name} (${kind.toLowerCase()})` : kind;
}

function timeIn(timeZone: string): (at: string) => string {
  const format = new Intl.DateTimeFormat('en-GB', {dateStyle: 'medium', timeStyle: 'short', timeZone});
  return at => format.format(new Date(at));
}
