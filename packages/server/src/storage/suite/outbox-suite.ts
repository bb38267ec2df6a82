import type {Bench} from './bench.ts';
import {ask, conflicts, same} from './bench.ts';
import {minute, sampleClaim, sampleNote, sampleNotice, samplePhoto, sampleRating} from './sample-rows.ts';
import type {NoticeRow} from '../correspondence-rows.ts';

/** Long before any other test's notices are due, so that a lease up to then takes only a test's own. */
const early = (count: number) => minute(count - 1e7);
const earlyNotice = (id: string, changes: Partial<NoticeRow> = {}) =>
  sampleNotice(id, {runAfter: early(0), ...changes});

/** Notices: written once, leased to one. */
export function outboxSuite({it, newOrganizationId}: Bench): void {
  it('a notice is written once for its person, kind, subject and occasion', async storage => {
    const [one, other] = [newOrganizationId(), newOrganizationId()];
    const first = sampleNotice('not_1', {subjectId: 'apt_1'});
    const again = {...first, id: 'not_2', words: 'again'};
    const differing = [
      sampleNotice('not_3', {subjectId: 'apt_1', contactId: 'con_2'}),
      sampleNotice('not_4', {subjectId: 'apt_1', contactId: null, memberId: 'con_1'}),
      sampleNotice('not_5', {subjectId: 'apt_1', kind: 'arrived'}),
      sampleNotice('not_6', {subjectId: 'apt_2'}),
      sampleNotice('not_7', {subjectId: 'apt_1', occasion: 'leg_2'}),
    ];
    const silent = sampleNotice('not_8', {subjectId: 'apt_1', occasion: 'leg_3', state: 'no_consent'});
    await ask(storage, async tx => {
      same(await tx.notices.write(one, [first, again]), [first]);
      same(await tx.notices.write(one, [again, ...differing, silent]), differing);
      same(await tx.notices.write(other, [again]), [again]);
      same(await tx.notices.write(one, []), []);
      same(await tx.notices.get(one, 'not_2'), undefined);
      same(await tx.notices.ofJobs(one, ['job_1']), [first, ...differing, silent]);
    });
    await conflicts(
      'notice',
      ask(storage, tx => tx.notices.insert(one, [again])),
    );
    const newOne = {...again, occasion: 'leg_4', id: 'not_1'};
    await conflicts(
      'id',
      ask(storage, tx => tx.notices.write(one, [newOne])),
    );
  });

  it('a dropped notice that is written again waits again, under its old id; a sent one does not', async storage => {
    const one = newOrganizationId();
    const dropped = sampleNotice('not_1', {
      subjectId: 'a',
      state: 'dropped',
      droppedBy: 'evt_5',
      reason: 'undone',
    });
    const sent = sampleNotice('not_2', {subjectId: 'b', state: 'sent', sentAt: minute(3)});
    const anew = [
      sampleNotice('not_3', {subjectId: 'a', runAfter: minute(40), unitId: 'evt_9'}),
      sampleNotice('not_4', {subjectId: 'b'}),
    ];
    await ask(storage, async tx => {
      await tx.notices.write(one, [dropped, sent]);
      same(await tx.notices.write(one, anew), [{...anew[0]!, id: 'not_1'}]);
      same(await tx.notices.getMany(one, ['not_1', 'not_2', 'not_3']), [{...anew[0]!, id: 'not_1'}, sent]);
    });
  });

  it('notices of jobs come oldest first', async storage => {
    const [one, other] = [newOrganizationId(), newOrganizationId()];
    const rows = [
      sampleNotice('not_2', {at: minute(1)}),
      sampleNotice('not_3', {at: minute(1), jobId: 'job_2'}),
      sampleNotice('not_1', {at: minute(2)}),
    ];
    await ask(storage, async tx => {
      await tx.notices.insert(one, [rows[2]!, rows[1]!, rows[0]!, sampleNotice('not_4', {jobId: 'job_3'})]);
      await tx.notices.insert(other, [rows[0]!]);
      same(await tx.notices.ofJobs(one, ['job_1', 'job_2']), rows);
    });
  });

  it('a notice may be about no job at all', async storage => {
    const one = newOrganizationId();
    const direct = sampleNotice('not_1', {
      kind: 'sign_in_code',
      jobId: null,
      appointmentId: null,
      contactId: null,
      phone: '+13125550142',
      codeId: 'cod_1',
    });
    const ofJob = sampleNotice('not_2');
    await ask(storage, async tx => {
      same(await tx.notices.write(one, [direct, ofJob]), [direct, ofJob]);
      await tx.notices.put(one, [{...direct, state: 'sent'}]);
    });
    await ask(storage, async tx => {
      same(await tx.notices.get(one, 'not_1'), {...direct, state: 'sent'});
      same(await tx.notices.ofJobs(one, ['job_1']), [ofJob]);
      same((await tx.notices.list(one, {limit: 9})).length, 2);
      await tx.notices.put(one, [{...ofJob, state: 'sent'}]);
    });
  });

  it('a lease takes what is due, waiting and not leased, the longest due first', async storage => {
    const [one, other] = [newOrganizationId(), newOrganizationId()];
    await ask(storage, async tx => {
      await tx.notices.insert(one, [
        earlyNotice('not_2', {runAfter: early(2)}),
        earlyNotice('not_1', {runAfter: early(1), attempts: 3}),
        earlyNotice('not_later', {runAfter: early(11)}),
        earlyNotice('not_sent', {state: 'sent'}),
        earlyNotice('not_leased', {lockedUntil: early(12)}),
      ]);
      await tx.notices.insert(other, [earlyNotice('not_3', {runAfter: early(3), lockedUntil: early(9)})]);
    });
    const lease = (now: number, until: number, limit = 9) =>
      ask(storage, tx => tx.notices.lease(early(now), early(until), {limit, channel: 'sms'}));
    const ids = (leased: {row: NoticeRow}[]) => leased.map(({row}) => row.id);
    same(await ask(storage, tx => tx.notices.nextDue()), early(1));
    const first = await lease(10, 20, 2);
    same(first, [
      {
        organizationId: one,
        row: earlyNotice('not_1', {runAfter: early(1), attempts: 4, lockedUntil: early(20)}),
      },
      {
        organizationId: one,
        row: earlyNotice('not_2', {runAfter: early(2), attempts: 1, lockedUntil: early(20)}),
      },
    ]);
    same(await ask(storage, tx => tx.notices.get(one, 'not_1')), first[0]!.row);
    same(ids(await lease(10, 20)), ['not_3']);
    same(ids(await lease(10, 20)), []);
    same(await ask(storage, tx => tx.notices.nextDue()), early(11));
    same(ids(await lease(12, 30)).sort(), ['not_later', 'not_leased']);
    same(await ask(storage, tx => tx.notices.nextDue()), early(20));
    same(ids(await lease(20, 30)), ['not_1', 'not_2', 'not_3']);
    await ask(storage, async tx => {
      const mine = await tx.notices.getMany(one, ['not_1', 'not_2', 'not_later', 'not_leased']);
      await tx.notices.put(
        one,
        mine.map(row => ({...row, state: 'sent'})),
      );
      await tx.notices.put(other, [earlyNotice('not_3', {state: 'sent'})]);
    });
    same(ids(await lease(1000, 2000)), []);
  });

  it('a lease takes the notices of its channel only', async storage => {
    const one = newOrganizationId();
    const channels = ['sms', 'email', 'push'] as const;
    const rows = channels.map((channel, i) => earlyNotice(`not_${i}`, {channel, runAfter: early(-20 - i)}));
    await ask(storage, tx => tx.notices.insert(one, rows));
    for (const [i, channel] of channels.entries()) {
      const leased = await ask(storage, tx => tx.notices.lease(early(-10), early(-5), {limit: 9, channel}));
      same(
        leased.map(({row}) => row.id),
        [`not_${i}`],
        channel,
      );
    }
    await ask(storage, tx => tx.notices.put(one, [{...rows[0]!, channel: 'email'}]));
    const moved = await ask(storage, tx =>
      tx.notices.lease(early(-10), early(-5), {limit: 9, channel: 'email'}),
    );
    same(
      moved.map(({row}) => row.id),
      ['not_0'],
    );
    await ask(storage, tx =>
      tx.notices.put(
        one,
        rows.map(row => ({...row, state: 'sent'})),
      ),
    );
  });

  it('leases taken at the same time never share a notice', async storage => {
    const one = newOrganizationId();
    const rows = Array.from({length: 60}, (_, i) => earlyNotice(`not_${i}`, {runAfter: early(i % 5)}));
    await ask(storage, tx => tx.notices.insert(one, rows));
    const lease = () =>
      ask(storage, tx => tx.notices.lease(early(10), early(20), {limit: 7, channel: 'sms'}));
    const rounds = [await Promise.all(Array.from({length: 8}, lease)), await Promise.all([lease(), lease()])];
    const leased = rounds.flat(2).map(({row}) => row.id);
    same(new Set(leased).size, leased.length, 'How many differ');
    same(leased.length, rows.length, 'How many were leased');
    await ask(storage, tx =>
      tx.notices.put(
        one,
        rows.map(row => ({...row, state: 'sent'})),
      ),
    );
  });

  it('an idempotency key is claimed by one, who finishes or releases it', async storage => {
    const [one, other] = [newOrganizationId(), newOrganizationId()];
    const claim = (id: string, bodyHash: string) =>
      ask(storage, tx => tx.idempotency.claim(id, sampleClaim('s', {bodyHash})));
    same(await claim(one, 'a'), undefined);
    same(await claim(other, 'b'), undefined);
    same(await claim(one, 'c'), sampleClaim('s', {bodyHash: 'a'}));
    const outcome = {status: 201, reply: '{"é":1}', secret: false};
    await ask(storage, tx => tx.idempotency.finish(one, 's', outcome));
    same(await claim(one, 'c'), {...sampleClaim('s', {bodyHash: 'a'}), ...outcome});
    await ask(storage, tx => tx.idempotency.release(one, 's'));
    same(await claim(one, 'd'), undefined);
    same((await claim(other, 'd'))?.bodyHash, 'b');
  });

  it('of claims at the same time one wins, and one that failed frees the key', async storage => {
    const one = newOrganizationId();
    const claim = (n: number, fail: boolean) =>
      ask(storage, async tx => {
        const known = await tx.idempotency.claim(one, sampleClaim('s', {bodyHash: String(n)}));
        if (fail && !known) throw new Error('no');
        return known;
      }).catch(() => 'failed' as const);
    const failing = Array.from({length: 4}, (_, n) => claim(n, true));
    const claims = await Promise.all([...failing, ...Array.from({length: 8}, (_, n) => claim(n + 4, false))]);
    same(claims.filter(known => known === undefined).length, 1, 'How many won');
  });

  it('notes and ratings stand by their jobs until they are removed', async storage => {
    const [one, other] = [newOrganizationId(), newOrganizationId()];
    const notes = [
      sampleNote('nte_2', {at: minute(1)}),
      sampleNote('nte_1', {at: minute(2), jobId: 'job_2'}),
      sampleNote('nte_3', {at: minute(2)}),
    ];
    const rating = sampleRating('rat_1');
    const better = {...rating, stars: 5, at: minute(9)};
    const others = sampleRating('rat_2', {contactId: 'con_2', jobId: 'job_2', at: minute(8)});
    await ask(storage, async tx => {
      await tx.notes.insert(one, notes.toReversed());
      await tx.notes.insert(other, [notes[0]!]);
      for (const row of [rating, others, better]) await tx.ratings.put(one, row);
      await tx.ratings.put(other, rating);
      same(await tx.notes.ofJobs(one, ['job_1', 'job_2']), notes);
      same(await tx.ratings.ofJobs(one, ['job_2', 'job_1']), [others, better]);
      await tx.notes.removeOfJobs(one, ['job_1']);
      await tx.ratings.removeOfJobs(one, ['job_1']);
    });
    await ask(storage, async tx => {
      same(await tx.notes.ofJobs(one, ['job_1', 'job_2']), [notes[1]]);
      same(await tx.notes.ofJobs(other, ['job_1']), [notes[0]]);
      same(await tx.ratings.ofJobs(one, ['job_1', 'job_2']), [others]);
      same(await tx.ratings.ofJobs(other, ['job_1']), [rating]);
    });
    await conflicts(
      'id',
      ask(storage, tx => tx.notes.insert(other, [notes[0]!])),
    );
  });

  it('photos stand by their jobs, oldest first, until they are removed', async storage => {
    const [one, other] = [newOrganizationId(), newOrganizationId()];
    const rows = [
      samplePhoto('pho_2', {at: minute(1)}),
      samplePhoto('pho_1', {at: minute(2), jobId: 'job_2'}),
      samplePhoto('pho_3', {at: minute(2)}),
    ];
    await ask(storage, async tx => {
      await tx.photos.insert(one, rows.toReversed());
      await tx.photos.insert(other, [rows[0]!]);
      same(await tx.photos.ofJobs(one, ['job_1', 'job_2']), rows);
      await tx.photos.remove(one, ['pho_2', 'pho_9']);
    });
    await ask(storage, async tx => {
      same(await tx.photos.ofJobs(one, ['job_1']), [rows[2]]);
      same(await tx.photos.get(one, 'pho_2'), undefined);
      same(await tx.photos.get(other, 'pho_2'), rows[0]);
      const known = await tx.photos.getMany(one, ['pho_1', 'pho_2', 'pho_3', 'pho_9']);
      same(known.map(({id}) => id).toSorted(), ['pho_1', 'pho_3']);
    });
  });

  it('ratings are listed newest first, those of few stars alone if asked for', async storage => {
    const id = newOrganizationId();
    const rows = [5, 2, 1].map((stars, i) =>
      sampleRating(`rat_${i}`, {stars, at: minute(9 - i), appointmentId: `apt_${i}`}),
    );
    await ask(storage, async tx => {
      for (const row of rows.toReversed()) await tx.ratings.put(id, row);
      same(await tx.ratings.list(id, {limit: 9}), rows);
      same(await tx.ratings.list(id, {limit: 9, mostStars: 2}), rows.slice(1));
      same(await tx.ratings.list(id, {limit: 1, after: {key: minute(9), id: 'rat_0'}}), [rows[1]]);
    });
  });
}
