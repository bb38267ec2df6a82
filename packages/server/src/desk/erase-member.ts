import {deactivateMember} from './deactivate-member.ts';
import {recordEvent} from './record-event.ts';
import {withoutWords} from '../notices/erase-words.ts';
import {firstName} from '../notices/words.ts';
import type {Office} from '../office/office.ts';
import {nowInstant} from '../office/office.ts';
import type {Principal} from '../office/principal.ts';
import type {NoticeRow} from '../storage/correspondence-rows.ts';
import type {MemberRow} from '../storage/rows.ts';
import type {Transaction} from '../storage/storage.ts';

type Acting = {office: Office; tx: Transaction; principal: Principal};

const page = 200;

/** Forgets a member: he is deactivated, his row blanked, where he was deleted, what was written to him blanked. The history still folds. */
export async function eraseMember(acting: Acting, member: MemberRow): Promise<void> {
  const {office, tx, principal} = acting;
  if (member.erasedAt) return;
  const organizationId = principal.organization.id;
  await deactivateMember(acting, member);
  const present = (await tx.members.get(organizationId, member.id))!;
  await tx.members.put(organizationId, [
    {
      ...present,
      version: present.version + 1,
      name: 'Erased',
      phone: null,
      email: null,
      skills: [],
      workingHours: null,
      vehicle: null,
      photoUrl: null,
      externalId: null,
      metadata: {},
      invitation: null,
      erasedAt: nowInstant(office),
    },
  ]);
  await tx.road.forget(organizationId, member.id);
  await blankNotices(tx, organizationId, member);
  await recordEvent(acting, {type: 'member_erased', subjectId: member.id});
}

async function blankNotices(tx: Transaction, organizationId: string, member: MemberRow): Promise<void> {
  let after: {key: string; id: string} | undefined;
  for (;;) {
    const rows: NoticeRow[] = await tx.notices.list(organizationId, {limit: page, after});
    const own: NoticeRow[] = [];
    for (const row of rows) if (await isAbout(tx, organizationId, row, member)) own.push(row);
    await tx.notices.put(
      organizationId,
      own.map(row => ({...withoutWords(row), ...(row.memberId === member.id && {lineKey: null})})),
    );
    const last = rows.at(-1);
    if (rows.length < page || !last) return;
    after = {key: last.at, id: last.id};
  }
}

/** What was written to the member, or names him to a customer he had a visit with. */
async function isAbout(
  tx: Transaction,
  organizationId: string,
  {memberId, words, jobId}: NoticeRow,
  member: MemberRow,
): Promise<boolean> {
  if (memberId === member.id) return true;
  const name = firstName(member.name);
  if (!jobId || !name || !words?.includes(name)) return false;
  const history = await tx.events.ofJobs(organizationId, [jobId]);
  return JSON.stringify(history).includes(member.id);
}
