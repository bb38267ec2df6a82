/** The first order of an office: `first-order.ts URL API_KEY` prints the link of the customer's page. */
import {DispatchClient} from '@dispatch-kit/client';

const [url = 'http://127.0.0.1:8787', apiKey = ''] = process.argv.slice(2);

// #region order
const dispatch = new DispatchClient({url, token: apiKey});

const technician = await dispatch.members.create({
  name: 'Sam Ortiz',
  phone: '+13125550199',
  roles: ['technician'],
});
const customer = await dispatch.customers.create({
  name: 'Ada Lee',
  phone: '+13125550142',
  consent: {sms: true},
});
const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
const job = await dispatch.jobs.create({
  customerId: customer.id,
  title: 'Leaking tap, kitchen',
  address: {line: '4417 N Paulina St', city: 'Chicago', lat: 41.961, lng: -87.672},
  appointment: {
    window: {start: inHours(1), end: inHours(3)},
    durationMinutes: 60,
    leadId: technician.id,
  },
});
const link = await dispatch.office.createLink({jobId: job.id});
console.log(link.url);
// #endregion

// #region depart
const [visit] = job.appointments;
const told = await dispatch.appointments.depart(visit!.id, {etaMinutes: 25}, {dryRun: true});
console.log(told.events.map(event => event.type));
await dispatch.appointments.depart(visit!.id, {etaMinutes: 25});
// #endregion
