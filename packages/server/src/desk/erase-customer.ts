import {withoutWords} from '../notices/erase-words.ts';
import {revokeLinks} from '../office/links.ts';
import type {Office} from '../office/office.ts';
import {nowInstant} from '../office/office.ts';
import type {Principal} from '../office/principal.ts';
import {dropFiles} from '../photos/photo-files.ts';
import {recordEvent} from './record-event.ts';
import {searchOf} from './job-rows.ts';
import type {CustomerRow, JobRow} from '../storage/rows.ts';
import type {Transaction} from '../storage/storage.ts';

type Acting = {office: Office; tx: Transaction; principal: Principal; afterCommit(run: () => void): void};

/** Forgets a customer: names, phones, addresses, notes, photos, messages, ratings, consents, links and the fixes of his legs. The history still folds. */
export async function eraseCustomer(acting: Acting, customer: CustomerRow): Promise<void> {
  const {office, tx, principal} = acting;
  if (customer.erasedAt) return;
  const organizationId = principal.organization.id;
  const jobs = await tx.jobs.ofCustomer(organizationId, customer.id);
  const jobIds = jobs.map(job => job.id);
  const blank: CustomerRow = {
    ...customer,
    version: customer.version + 1,
    name: 'Erased',
    contacts: customer.contacts.map(({id}) => ({id, name: 'Erased', consent: {}})),
    addresses: [],
    metadata: {},
    erasedAt: nowInstant(office),
  };
  await tx.customers.put(organizationId, [blank]);
  await tx.jobs.put(
    organizationId,
    jobs.map(job => erasedJob(job, blank)),
  );
  await tx.placeSearches.remove(organizationId, jobIds);
  const visits = await tx.appointments.ofJobs(organizationId, jobIds);
  await tx.appointments.put(
    organizationId,
    visits.map(visit => ({...visit, instructions: null, metadata: {}, version: visit.version + 1})),
  );
  const photos = await tx.photos.ofJobs(organizationId, jobIds);
  await tx.photos.remove(
    organizationId,
    photos.map(photo => photo.id),
  );
  acting.afterCommit(() => void dropFiles(office, organizationId, photos));
  await tx.notes.removeOfJobs(organizationId, jobIds);
  await tx.ratings.removeOfJobs(organizationId, jobIds);
  await tx.messages.removeOfJobs(organizationId, jobIds);
  await tx.consents.removeOfCustomer(organizationId, customer.id);
  const contactIds = customer.contacts.map(contact => contact.id);
  const browsers = await tx.pushSubscriptions.ofHolders(organizationId, contactIds);
  await tx.pushSubscriptions.remove(
    organizationId,
    browsers.map(browser => browser.endpoint),
  );
  await revokeLinks(office, tx, organizationId, await tx.links.ofJobs(organizationId, jobIds));
  const legIds = (await tx.events.ofJobs(organizationId, jobIds)).flatMap(
    event => (event.data?.['legId'] as string | undefined) ?? [],
  );
  await tx.road.removeFixesOfLegs(organizationId, [...new Set(legIds)]);
  await eraseNotices(acting, jobIds);
  await recordEvent(acting, {type: 'customer_erased', subjectId: customer.id});
}

function erasedJob(job: JobRow, customer: CustomerRow): JobRow {
  const next: JobRow = {
    ...job,
    version: job.version + 1,
    title: 'Erased',
    description: null,
    address: {line: 'Erased', ...(job.address.timeZone && {timeZone: job.address.timeZone})},
    // Nobody looks for it any more.
    place: {source: null, reason: 'not_found', attribution: null},
    unreadMessages: 0,
    metadata: {},
  };
  return {...next, search: searchOf(next, customer)};
}

async function eraseNotices({tx, principal}: Acting, jobIds: readonly string[]): Promise<void> {
  const notices = await tx.notices.ofJobs(principal.organization.id, jobIds);
  await tx.notices.put(
    principal.organization.id,
    notices.map(notice => ({...withoutWords(notice), lineKey: null})),
  );
}
