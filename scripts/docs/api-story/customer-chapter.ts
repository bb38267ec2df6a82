import type {BookingPage, Customer, Job} from '@dispatch-kit/core';
import type {Teller} from './teller.ts';
import type {Orders} from './work-chapter.ts';
import {address} from './work-chapter.ts';

const link = 'TRACKING_TOKEN';
const browser = {
  endpoint: 'https://push.example.com/browser',
  keys: {p256dh: `B${'x'.repeat(86)}`, auth: 'a'.repeat(22)},
};

/** Customers are known, asked and forgotten. */
export async function tellCustomers(teller: Teller): Promise<Customer> {
  const customer = await teller.tell<Customer>('customersCreate', {
    body: {name: 'Ada Lee', phone: '+13125550142', consent: {sms: true}, addresses: [address]},
  });
  const params = {id: customer.id};
  await teller.tell('customersList', {query: {q: 'ada'}});
  await teller.tell('customersGet', {params});
  await teller.tell('customersEdit', {params, body: {metadata: {crm: 'A-1042'}}});
  await teller.tell('correspondenceConsents', {params});
  const gone = await teller.make('/v1/customers', {name: 'Max Mustermann'});
  await teller.tell('customersErase', {params: {id: gone.id}});
  return customer;
}

/** What a customer sees and says by the link of a visit. */
export async function tellTracking(teller: Teller, orders: Orders, samId: string): Promise<void> {
  const linkOf = (jobId: string) => teller.make<{id: string; token: string}>('/v1/tracking-links', {jobId});
  const use = async (jobId: string) => void (teller.tokens[link] = (await linkOf(jobId)).token);
  const say = (name: string, body?: object) => teller.tell(`track${name}`, {as: link, ...(body && {body})});
  const {id, jobId} = await orders.visitAt(samId);
  const made = await teller.tell<{token: string}>('officeCreateLink', {body: {jobId}});
  teller.tokens[link] = made.token;
  await say('View');
  await say('Events');
  await say('Windows');
  await say('Confirm', {});
  await say('Pin', {lat: 41.9618, lng: -87.6707});
  await say('Note', {text: 'The gate code is 4417.'});
  await say('Message', {text: 'Can you bring a spare key?'});
  await say('ReadMessages', {});
  await say('OptIn', {channel: 'sms'});
  await say('OptOut', {channel: 'sms'});
  await say('Push', browser);
  await say('RequestReschedule', {windows: [orders.window()]});
  await say('RequestCancel', {reason: 'We found the leak ourselves.'});
  const photo = {type: 'image/png', bytes: dot, shown: '@tap.png'};
  const kept = await teller.tell<{id: string; url: string}>('photosAdd', {params: {id: jobId}, raw: photo});
  await teller.tell('photosList', {params: {id: jobId}});
  await teller.tell('photosOfLink', {as: link});
  const query = Object.fromEntries(new URL(kept.url).searchParams);
  await teller.tell('photosGet', {params: {id: kept.id}, query, as: null});
  await teller.tell('photosRemove', {params: {id: kept.id}});
  await teller.make(`/v1/appointments/${id}/depart`);
  await teller.company.pass(2);
  await say('NotHome', {});
  await teller.make(`/v1/appointments/${id}/start`);
  await teller.make(`/v1/appointments/${id}/complete`, {outcome: 'done'});
  await teller.company.pass(2);
  await say('Rate', {stars: 5, comment: 'Quick and friendly.'});
  const missed = await orders.visitAt(
    samId,
    ['depart'],
    ['arrive'],
    ['complete', {outcome: 'no_access', reason: {code: 'customer_absent'}}],
  );
  await teller.company.pass(2);
  await use(missed.jobId);
  await say('Rebook', {windows: [orders.window()]});
  const ended = await linkOf(missed.jobId);
  await teller.tell('officeRevokeLink', {params: {id: ended.id}});
}

/** The smallest picture there is. */
const dot = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg=='),
  character => character.charCodeAt(0),
);

/** A stranger books a visit on the public page. */
export async function tellBooking(teller: Teller): Promise<void> {
  const {slug} = (await teller.company.admin.get<{slug: string}>('/v1/organization')).body;
  const params = {organizationSlug: slug};
  const page = await teller.tell<BookingPage>('bookingPage', {params, query: {days: '7'}, as: null});
  const window = page.days.flatMap(({windows}) => windows)[0]!;
  const body = {
    serviceId: 'boiler',
    window,
    name: 'Bo Chen',
    phone: '+13125550155',
    address: {line: '1 W Lake St', city: 'Chicago'},
  };
  const {bookingId} = await teller.tell<{bookingId: string}>('bookingRequest', {params, body, as: null});
  await teller.company.pass(1);
  const code = /\d{6}/.exec(teller.company.sent.findLast(({to}) => to === body.phone)!.text)![0];
  await teller.tell('bookingVerify', {params, body: {bookingId, code}, as: null});
}

/** The thread between a customer and the office. */
export async function tellThread(teller: Teller, job: Job): Promise<void> {
  const params = {id: job.id};
  await teller.tell('correspondenceAddMessage', {params, body: {text: 'We bring a spare key.'}});
  await teller.tell('correspondenceMessages', {params});
  await teller.tell('correspondenceReadMessages', {params, body: {}});
  await teller.tell('channelsPushKey', {as: 'MEMBER_TOKEN'});
  await teller.tell('channelsSubscribe', {as: 'MEMBER_TOKEN', body: browser});
  const query = {organization: teller.company.organizationId, notice: 'none'};
  await teller.tell('channelsTwilioStatus', {
    as: null,
    query,
    form: {MessageSid: 'SM0001', MessageStatus: 'delivered'},
  });
  const text = {MessageSid: 'SM0002', From: '+13125550142', To: '+13125550100', Body: 'Thank you'};
  await teller.tell('channelsTwilioMessage', {as: null, form: text});
}
