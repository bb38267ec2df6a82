import type {Contact} from '@dispatch-kit/core';
import {dayMs, keywordOf, replyWords, toInstant, toMs} from '@dispatch-kit/core';
import {setConsent} from './note-consents.ts';
import {recordEvent} from './record-event.ts';
import {readByCustomer, writeMessage} from './write-message.ts';
import {lineKeyOf, phoneLine, stopLine} from '../notices/phone-lines.ts';
import type {Office} from '../office/office.ts';
import {nowInstant} from '../office/office.ts';
import type {Principal} from '../office/principal.ts';
import type {NoticeRow, PhoneLineRow} from '../storage/correspondence-rows.ts';
import type {CustomerRow, JobRow, OrganizationRow} from '../storage/rows.ts';
import type {Owned, Transaction} from '../storage/storage.ts';

/** A text message as it came in. */
export type IncomingText = {
  phone: string;
  text: string;
  /** The provider's id: a message that is reported twice is taken once. */
  providerId: string;
  /** The provider has answered STOP, START or HELP by itself. */
  isAnswered: boolean;
};

/** A reply belongs to what was sent over the line at most so long ago. */
const threadDays = 14;
/** Consent is noted wherever the number was written to so long ago. */
const consentDays = 400;
const mostChoices = 5;
const over: ReadonlySet<string> = new Set(['complete', 'canceled', 'declined']);

type Choice = {
  organization: OrganizationRow;
  job: JobRow;
  customer: CustomerRow;
  contact: Contact;
  last: NoticeRow;
};

/**
 * Takes a text message that came in: STOP, START and HELP are obeyed; any other one joins the thread of the job that it
 * answers. One that could belong to several asks its writer which. Answers what is to be sent back, if anything.
 */
export async function takeText(office: Office, incoming: IncomingText): Promise<string | undefined> {
  return office.storage.transaction(async tx => {
    const choices = await choicesOf(office, tx, incoming.phone);
    const words = replyWords(
      choices.flatMap(({contact, organization}) => [contact.locale, organization.locale]),
    );
    const keyword = keywordOf(incoming.text);
    if (keyword === 'help') return incoming.isAnswered ? undefined : helpOf(words.help, choices);
    if (keyword) {
      await obey(office, tx, incoming, keyword === 'start');
      if (incoming.isAnswered) return undefined;
      return keyword === 'start' ? words.started : words.stopped;
    }
    return joinThread(office, tx, incoming, choices, words);
  });
}

function helpOf(help: string, choices: readonly Choice[]): string {
  const {brand, name} = choices[0]?.organization ?? {brand: {phone: undefined, name: undefined}, name: ''};
  return [brand.name ?? name, help, brand.phone].filter(Boolean).join(' ');
}

/** The jobs whose customers were written to over the line, the newest first. */
async function choicesOf(office: Office, tx: Transaction, phone: string): Promise<Choice[]> {
  const since = toInstant(office.clock.now() - threadDays * dayMs);
  const notices = await tx.notices.ofLine(await lineKeyOf(office, phone), since);
  const choices: Choice[] = [];
  for (const owned of notices) {
    if (choices.some(({job}) => job.id === owned.row.jobId)) continue;
    const choice = await choiceOf(tx, owned);
    if (choice && choice.contact.phone === phone) choices.push(choice);
  }
  const open = choices.filter(({job}) => !over.has(job.status));
  return (open.length > 0 ? open : choices.slice(0, 1)).slice(0, mostChoices);
}

async function choiceOf(
  tx: Transaction,
  {organizationId, row}: Owned<NoticeRow>,
): Promise<Choice | undefined> {
  const organization = await tx.organizations.get(organizationId);
  const job = row.jobId && row.contactId ? await tx.jobs.get(organizationId, row.jobId) : undefined;
  const customer = job && (await tx.customers.get(organizationId, job.facts.customerId));
  const contact = customer?.contacts.find(each => each.id === row.contactId);
  return organization && job && customer && contact
    ? {organization, job, customer, contact, last: row}
    : undefined;
}

/** What somebody wrote himself is done as him. */
function principalOf(
  {organization, contact}: Pick<Choice, 'organization' | 'contact'>,
  line: PhoneLineRow,
): Principal {
  const actor = {kind: 'customer', id: contact.id} as const;
  return {kind: 'link', tokenId: line.key, organization, actor, roles: [], origins: []};
}

async function joinThread(
  office: Office,
  tx: Transaction,
  incoming: IncomingText,
  choices: readonly Choice[],
  words: ReturnType<typeof replyWords>,
): Promise<string | undefined> {
  const line = await phoneLine(office, tx, incoming.phone);
  const {question} = line;
  const answered = question && question.choices[Number(incoming.text.trim()) - 1];
  if (question && answered && toMs(question.at) > office.clock.now() - dayMs) {
    const choice = choices.find(({job}) => job.id === answered.jobId);
    if (choice) await addToThread(office, tx, choice, line, question);
    await tx.phoneLines.put({...line, question: null});
    return choice ? undefined : words.unknown;
  }
  const only = choices.length === 1 ? choices[0] : inConversation(office, choices);
  if (only) {
    await addToThread(office, tx, only, line, incoming);
    return undefined;
  }
  if (choices.length === 0) return words.unknown;
  await ask(office, tx, line, incoming, choices);
  const list = choices.map(
    ({organization, job}, i) => `${i + 1} ${organization.brand.name ?? organization.name}: ${job.title}`,
  );
  return [words.which, ...list].join('\n');
}

/** A person of the office wrote last, and not long ago: the reply is to him. */
function inConversation(office: Office, choices: readonly Choice[]): Choice | undefined {
  const [newest] = choices;
  const isTalk = newest?.last.kind === 'message' && toMs(newest.last.sentAt!) > office.clock.now() - dayMs;
  return isTalk ? newest : undefined;
}

async function ask(
  office: Office,
  tx: Transaction,
  line: PhoneLineRow,
  {text, providerId}: IncomingText,
  choices: readonly Choice[],
): Promise<void> {
  const named = choices.map(({organization, job, contact}) => ({
    organizationId: organization.id,
    jobId: job.id,
    contactId: contact.id,
  }));
  await tx.phoneLines.put({...line, question: {text, providerId, at: nowInstant(office), choices: named}});
}

async function addToThread(
  office: Office,
  tx: Transaction,
  choice: Choice,
  line: PhoneLineRow,
  {text, providerId}: Pick<IncomingText, 'text' | 'providerId'>,
): Promise<void> {
  const {organization, job, contact} = choice;
  await tx.organizations.lock(organization.id);
  const known = await tx.messages.ofJobs(organization.id, [job.id]);
  if (known.some(message => message.providerId === providerId)) return;
  const acting = {office, tx, principal: principalOf(choice, line)};
  const written = {from: 'customer', contactId: contact.id, via: 'sms', text, providerId} as const;
  await writeMessage(acting, job, written);
  await readByCustomer(acting, job.id);
}

/** STOP and START hold for the number, and are noted as consent of everybody it belongs to. */
async function obey(
  office: Office,
  tx: Transaction,
  {phone, text}: IncomingText,
  granted: boolean,
): Promise<void> {
  const line = await phoneLine(office, tx, phone);
  if (granted) await tx.phoneLines.put({...line, stoppedAt: null});
  else await stopLine(office, tx, phone);
  const since = toInstant(office.clock.now() - consentDays * dayMs);
  const notices = (await tx.notices.ofLine(line.key, since)).filter(({row}) => row.contactId !== null);
  const byContact = new Map(notices.map(owned => [`${owned.organizationId} ${owned.row.contactId}`, owned]));
  const inOrder = [...byContact.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1));
  for (const [, owned] of inOrder) {
    await tx.organizations.lock(owned.organizationId);
    const choice = await choiceOf(tx, owned);
    if (!choice || choice.contact.phone !== phone) continue;
    const {organization, customer, contact} = choice;
    const consent = {
      granted,
      at: nowInstant(office),
      by: 'phone',
      how: 'sms',
      words: text.trim().slice(0, 100),
    };
    const next = await setConsent(office, tx, organization.id, customer, contact.id, 'sms', consent);
    if (next === customer) continue;
    await recordEvent(
      {office, tx, principal: principalOf(choice, line)},
      {type: 'customer_edited', subjectId: customer.id, data: {fields: ['consent'], channel: 'sms', granted}},
    );
  }
}
