import type {
  Contact,
  ContactInput,
  Consents,
  Customer,
  CustomerInput,
  CustomerPatch,
  Member,
  MemberInput,
  MemberPatch,
} from '@dispatch-kit/core';
import type {Call, Handler} from '../call.ts';
import {afterOf, pageOut} from '../cursor.ts';
import {taken} from '../../desk/create-job.ts';
import {deactivateMember} from '../../desk/deactivate-member.ts';
import {eraseCustomer} from '../../desk/erase-customer.ts';
import {searchOf} from '../../desk/job-rows.ts';
import {nowInstant} from '../../office/office.ts';
import {reachOf, scopeOf} from '../../office/principal.ts';
import {Problem, fieldProblem, notFound} from '../../office/problem.ts';
import {noteConsents} from '../../desk/note-consents.ts';
import {endLiveLegs} from '../../desk/sign-in.ts';
import {recordEvent} from '../../desk/record-event.ts';
import {customerOut, memberOut} from '../../desk/shapes.ts';
import {nameSortKey} from '../../storage/filters.ts';
import type {CustomerRow, MemberRow} from '../../storage/rows.ts';

type ConsentsInput = CustomerInput['consent'];

function consentsFrom(call: Call, input: ConsentsInput): Consents {
  const at = nowInstant(call.office);
  const by = call.principal.memberId ?? call.principal.tokenId;
  const noted = Object.entries(input ?? {}).flatMap(([channel, value]) =>
    value === undefined
      ? []
      : [[channel, typeof value === 'boolean' ? {granted: value, at, by, how: 'api'} : {at, by, ...value}]],
  );
  return Object.fromEntries(noted) as Consents;
}

function contactFrom(call: Call, {consent, ...input}: ContactInput): Contact {
  return {id: call.office.newId('contact'), ...input, consent: consentsFrom(call, consent)};
}

/** The contacts of a customer to be made: what stands on top is the first one's. */
export function contactsFrom(call: Call, input: CustomerInput): Contact[] {
  const {name, phone, email, locale, consent} = input;
  const isFirst =
    phone !== undefined || email !== undefined || !input.contacts || input.contacts.length === 0;
  const first = {
    name,
    ...(phone && {phone}),
    ...(email && {email}),
    ...(locale && {locale}),
    ...(consent && {consent}),
  };
  return [...(isFirst ? [first] : []), ...(input.contacts ?? [])].map(contact => contactFrom(call, contact));
}

async function createCustomer(call: Call): Promise<Customer> {
  const input = call.body as CustomerInput;
  const [other] = input.externalId
    ? await call.tx.customers.getByExternalIds(call.organizationId, [input.externalId])
    : [];
  if (other) throw taken('externalId', other.id);
  const row: CustomerRow = {
    id: call.office.newId('customer'),
    version: 1,
    name: input.name,
    contacts: contactsFrom(call, input),
    addresses: input.addresses ?? [],
    externalId: input.externalId ?? null,
    metadata: input.metadata ?? {},
    createdAt: nowInstant(call.office),
    erasedAt: null,
  };
  await call.tx.customers.insert(call.organizationId, [row]);
  await noteConsents(call.office, call.tx, call.organizationId, undefined, row);
  await recordEvent(call, {type: 'customer_created', subjectId: row.id});
  return customerOut(row);
}

async function readCustomer(call: Call): Promise<CustomerRow> {
  const row = await call.tx.customers.get(call.organizationId, call.params['id']!);
  if (!row) throw notFound('customer');
  const scope = scopeOf(call.principal);
  if (scope.memberId === undefined && scope.sourceId === undefined) return row;
  const seen = await call.tx.jobs.list(call.organizationId, {
    ...scope,
    customerId: row.id,
    sort: '-created',
    limit: 1,
  });
  if (seen.length === 0) throw notFound('customer');
  return row;
}

async function listCustomers(call: Call): Promise<unknown> {
  if (reachOf(call.principal, 'customers.read') !== 'all') {
    throw new Problem(
      'not_allowed',
      'The list of customers is for the office; read one customer of a visit of yours by its id.',
    );
  }
  const {
    limit = 50,
    cursor,
    ...query
  } = call.query as {limit?: number; cursor?: string; q?: string; externalId?: string};
  const after = await afterOf(call.office, call.organizationId, 'customers', query, cursor);
  const rows = await call.tx.customers.list(call.organizationId, {...query, after, limit: limit + 1});
  return pageOut(
    call.office,
    call.organizationId,
    {list: 'customers', filter: query, rows, limit, keyOf: nameSortKey},
    customerOut,
  );
}

async function editCustomer(call: Call): Promise<Customer> {
  const row = await readCustomer(call);
  if (row.erasedAt) throw notFound('customer');
  checkSeen(call, row.version, customerOut(row));
  const patch = call.body as CustomerPatch;
  if (patch.externalId && patch.externalId !== row.externalId) {
    const [other] = await call.tx.customers.getByExternalIds(call.organizationId, [patch.externalId]);
    if (other) throw taken('externalId', other.id);
  }
  const next: CustomerRow = {
    ...row,
    version: row.version + 1,
    name: patch.name ?? row.name,
    contacts: patchedContacts(call, row, patch),
    addresses: patch.addresses ?? row.addresses,
    externalId: patch.externalId ?? row.externalId,
    metadata: patch.metadata ?? row.metadata,
  };
  await call.tx.customers.put(call.organizationId, [next]);
  await noteConsents(call.office, call.tx, call.organizationId, row, next);
  const jobs = await call.tx.jobs.ofCustomer(call.organizationId, row.id);
  await call.tx.jobs.put(
    call.organizationId,
    jobs.map(job => ({...job, search: searchOf(job, next)})),
  );
  await recordEvent(call, {type: 'customer_edited', subjectId: row.id, data: {fields: Object.keys(patch)}});
  return customerOut(next);
}

/** Contacts keep their id where role and name, or place in the list, say that they are the same person. */
function patchedContacts(call: Call, row: CustomerRow, patch: CustomerPatch): Contact[] {
  const {phone, email, locale, consent} = patch;
  const touchesFirst = [phone, email, locale, consent].some(value => value !== undefined);
  const given = patch.contacts?.map((input, index) => ({
    ...contactFrom(call, input),
    id: row.contacts[index]?.id ?? call.office.newId('contact'),
  }));
  const contacts = given ?? row.contacts;
  const first = contacts[0];
  if (!touchesFirst || !first) return contacts;
  const mended = {
    ...first,
    ...(phone && {phone}),
    ...(email && {email}),
    ...(locale && {locale}),
    consent: {...first.consent, ...consentsFrom(call, consent)},
  };
  return [mended, ...contacts.slice(1)];
}

/** Somebody else changed it since the caller read it. */
function checkSeen(call: Call, version: number, current: unknown): void {
  if (call.ifMatch === undefined || call.ifMatch === version) return;
  throw new Problem(
    'version_conflict',
    `You have seen version ${call.ifMatch}; it is at version ${version} now. Read it again.`,
    {current},
  );
}

async function createMember(call: Call): Promise<Member> {
  const input = call.body as MemberInput;
  const [other] = input.externalId
    ? await call.tx.members.getByExternalIds(call.organizationId, [input.externalId])
    : [];
  if (other) throw taken('externalId', other.id);
  const row: MemberRow = {
    id: call.office.newId('member'),
    version: 1,
    name: input.name,
    phone: input.phone,
    email: input.email ?? null,
    roles: [...new Set(input.roles)],
    skills: input.skills ?? [],
    workingHours: input.workingHours ?? null,
    vehicle: input.vehicle ?? null,
    photoUrl: input.photoUrl ?? null,
    onShift: false,
    invitation: null,
    erasedAt: null,
    externalId: input.externalId ?? null,
    metadata: input.metadata ?? {},
    createdAt: nowInstant(call.office),
    deactivatedAt: null,
  };
  await call.tx.members.insert(call.organizationId, [row]);
  await recordEvent(call, {type: 'member_created', subjectId: row.id, data: {roles: row.roles}});
  return memberOut(row);
}

/** One member, if the caller may see him; another is not there. */
export async function readMember(call: Call): Promise<MemberRow> {
  const id = call.params['id']!;
  const row = await call.tx.members.get(call.organizationId, id);
  const mayRead = reachOf(call.principal, 'people.read') === 'all' || id === call.principal.memberId;
  if (!row || !mayRead) throw notFound('member');
  return row;
}

/** A member with what became of the message that invited him. */
export async function memberWithInvitation(call: Call, row: MemberRow): Promise<Member> {
  const noticeId = row.invitation?.noticeId;
  const notice = noticeId ? await call.tx.notices.get(call.organizationId, noticeId) : undefined;
  return memberOut(row, notice);
}

async function listMembers(call: Call): Promise<unknown> {
  const {
    limit = 50,
    cursor,
    ...query
  } = call.query as {limit?: number; cursor?: string; role?: 'technician'; externalId?: string};
  if (reachOf(call.principal, 'people.read') !== 'all') {
    const own = call.principal.memberId
      ? await call.tx.members.get(call.organizationId, call.principal.memberId)
      : undefined;
    return {items: own ? [await memberWithInvitation(call, own)] : []};
  }
  const after = await afterOf(call.office, call.organizationId, 'members', query, cursor);
  const rows = await call.tx.members.list(call.organizationId, {...query, after, limit: limit + 1});
  const noticeIds = rows.flatMap(({invitation}) => invitation?.noticeId ?? []);
  const notices = await call.tx.notices.getMany(call.organizationId, noticeIds);
  const byId = new Map(notices.map(notice => [notice.id, notice]));
  return pageOut(
    call.office,
    call.organizationId,
    {list: 'members', filter: query, rows, limit, keyOf: nameSortKey},
    row => memberOut(row, byId.get(row.invitation?.noticeId ?? '')),
  );
}

async function editMember(call: Call): Promise<Member> {
  const row = await readMember(call);
  checkSeen(call, row.version, memberOut(row));
  const {externalId, metadata, roles, phone, email, vehicle, photoUrl, workingHours, ...rest} =
    call.body as MemberPatch;
  if (row.deactivatedAt) throw fieldProblem('id', 'This member was deactivated.', 'deactivated');
  const next: MemberRow = {
    ...row,
    name: rest.name ?? row.name,
    skills: rest.skills ?? row.skills,
    phone: phone ?? row.phone,
    email: email ?? row.email,
    roles: roles ? [...new Set(roles)] : row.roles,
    vehicle: vehicle ?? row.vehicle,
    photoUrl: photoUrl ?? row.photoUrl,
    workingHours: workingHours ?? row.workingHours,
    externalId: externalId ?? row.externalId,
    metadata: metadata ?? row.metadata,
    version: row.version + 1,
  };
  await call.tx.members.put(call.organizationId, [next]);
  await recordEvent(call, {
    type: 'member_edited',
    subjectId: row.id,
    data: {fields: Object.keys(call.body as object)},
  });
  return memberOut(next);
}

async function shift(call: Call): Promise<Member> {
  const row = await readMember(call);
  const isOwn = row.id === call.principal.memberId;
  if (!isOwn && reachOf(call.principal, 'work') !== 'all')
    throw new Problem('not_allowed', 'A shift is one’s own.');
  const {on} = call.body as {on: boolean};
  const since = row.onShift ? row.onShiftSince : nowInstant(call.office);
  const next = {...row, onShift: on, onShiftSince: on ? since : undefined, version: row.version + 1};
  await call.tx.members.put(call.organizationId, [next]);
  await recordEvent(call, {
    type: 'member_edited',
    subjectId: row.id,
    data: {fields: ['onShift'], onShift: next.onShift},
  });
  if (!next.onShift) await endLiveLegs(call.office, call.tx, call.principal.organization, row.id);
  return memberOut(next);
}

export const peopleHandlers: Record<string, Handler> = {
  'customers.create': createCustomer,
  'customers.list': listCustomers,
  'customers.get': async call => customerOut(await readCustomer(call)),
  'customers.edit': editCustomer,
  'customers.erase': async call => eraseCustomer(call, await readCustomer(call)),
  'members.create': createMember,
  'members.list': listMembers,
  'members.get': async call => memberWithInvitation(call, await readMember(call)),
  'members.edit': editMember,
  'members.deactivate': async call => deactivateMember(call, await readMember(call)),
  'members.shift': shift,
};
