import type {Bench} from './bench.ts';
import {ask, conflicts, same, thrown} from './bench.ts';
import {minute, sampleEvent, sampleOrganization} from './sample-rows.ts';
import type {Storage} from '../storage.ts';

/** History, and who is told that it grew. */
export function eventsSuite({it, newOrganizationId}: Bench): void {
  const open = async (storage: Storage) => {
    const id = newOrganizationId();
    await ask(storage, tx => tx.organizations.insert(sampleOrganization(id)));
    return id;
  };

  it('events are numbered from 1 in each organization and answered as stored', async storage => {
    const [one, other] = [await open(storage), await open(storage)];
    const first = sampleEvent('evt_1', {set: {status: 'enroute', leadId: null}, was: {status: 'scheduled'}});
    const second = sampleEvent('evt_2', {causedBy: 'evt_1', data: {skipped: ['arrive'], n: 1.5}});
    const stored = await ask(storage, tx => tx.events.append(one, [first, second], minute(7)));
    same(stored, [
      {...first, seq: 1, recordedAt: minute(7)},
      {...second, seq: 2, recordedAt: minute(7)},
    ]);
    same(await ask(storage, tx => tx.events.append(one, [], minute(8))), []);
    const elsewhere = await ask(storage, tx => tx.events.append(other, [sampleEvent('evt_1')], minute(7)));
    same(elsewhere[0]?.seq, 1);
    same(await ask(storage, tx => tx.events.after(one, 0, 100)), stored);
    same(await ask(storage, tx => tx.events.lastSeq(one)), 2);
    same(await ask(storage, tx => tx.events.lastSeq(newOrganizationId())), 0);
  });

  it('events are read after a number, a page at a time, or by job', async storage => {
    const id = await open(storage);
    const added = Array.from({length: 7}, (_, i) =>
      sampleEvent(`evt_${i}`, {jobId: `job_${i % 3}`, ...(i === 6 && {jobId: undefined})} as object),
    );
    const stored = await ask(storage, tx => tx.events.append(id, added, minute(7)));
    await ask(storage, async tx => {
      same(await tx.events.after(id, 2, 3), stored.slice(2, 5));
      same(await tx.events.after(id, 7, 3), []);
      same(await tx.events.after(id, 5, 100), stored.slice(5));
      same(
        await tx.events.ofJobs(id, ['job_2', 'job_0']),
        stored.filter(event => event.jobId === 'job_2' || event.jobId === 'job_0'),
      );
      same(await tx.events.ofJobs(newOrganizationId(), ['job_2']), []);
    });
  });

  it('events of a type are found since an instant, in the order of their numbers', async storage => {
    const [id, other] = [await open(storage), await open(storage)];
    const moved = (name: string, at: string) => sampleEvent(name, {type: 'appointment_rescheduled', at});
    const added = [
      moved('evt_1', minute(5)),
      moved('evt_2', minute(20)),
      sampleEvent('evt_3', {at: minute(30)}),
      moved('evt_4', minute(10)),
    ];
    const stored = await ask(storage, tx => tx.events.append(id, added, minute(40)));
    await ask(storage, tx => tx.events.append(other, [moved('evt_1', minute(50))], minute(50)));
    const since = (at: string) =>
      ask(storage, tx => tx.events.ofTypeSince(id, 'appointment_rescheduled', at));
    same(await since(minute(10)), [stored[1], stored[3]]);
    same(await since(minute(0)), [stored[0], stored[1], stored[3]]);
    same(await since(minute(21)), []);
  });

  it('numbers have no gap, whoever writes at the same time and whoever fails', async storage => {
    const id = await open(storage);
    const write = (n: number) =>
      ask(storage, async tx => {
        const count = (n % 3) + 1;
        const events = Array.from({length: count}, (_, i) => sampleEvent(`evt_${n}_${i}`));
        await tx.events.append(id, events, minute(1));
        if (n % 4 === 0) throw new Error('no');
      }).catch(() => {});
    await Promise.all(Array.from({length: 40}, (_, n) => write(n)));
    const stored = await ask(storage, tx => tx.events.after(id, 0, 1000));
    same(
      stored.map(event => event.seq),
      stored.map((_, i) => i + 1),
    );
    same(await ask(storage, tx => tx.events.lastSeq(id)), stored.length);
    same(
      stored.length,
      Array.from({length: 40}, (_, n) => (n % 4 ? (n % 3) + 1 : 0)).reduce((a, b) => a + b),
    );
  });

  it('an event is there once, and belongs to an organization', async storage => {
    const id = await open(storage);
    await ask(storage, tx => tx.events.append(id, [sampleEvent('evt_1')], minute(1)));
    const again = [sampleEvent('evt_2'), sampleEvent('evt_1')];
    await conflicts(
      'id',
      ask(storage, tx => tx.events.append(id, again, minute(1))),
    );
    same(await ask(storage, tx => tx.events.lastSeq(id)), 1);
    await thrown(
      ask(storage, tx => tx.events.append(newOrganizationId(), [sampleEvent('evt_1')], minute(1))),
    );
  });

  it('watchers hear of an organization once its events are committed', async storage => {
    const id = await open(storage);
    let heard: () => void = () => {};
    const told = new Promise<void>(resolve => (heard = resolve));
    const stop = storage.watch(organizationId => organizationId === id && heard());
    await ask(storage, tx => tx.events.append(id, [sampleEvent('evt_1')], minute(1)));
    await told;
    same(await ask(storage, tx => tx.events.lastSeq(id)), 1);
    stop();
  });

  it('watchers hear nothing of what failed, and nothing once they have stopped', async storage => {
    const [failed, late, last] = [await open(storage), await open(storage), await open(storage)];
    const heard: string[] = [];
    const append = (id: string) =>
      ask(storage, tx => tx.events.append(id, [sampleEvent('evt_1')], minute(1)));
    const stop = storage.watch(id => heard.push(id));
    await thrown(
      ask(storage, async tx => {
        await tx.events.append(failed, [sampleEvent('evt_1')], minute(1));
        throw new Error('no');
      }),
    );
    stop();
    const toldLast = new Promise<void>(resolve => storage.watch(id => id === last && resolve()));
    await append(late);
    await append(last);
    await toldLast;
    same(heard.includes(failed) || heard.includes(late), false, 'What the first watcher heard');
  });
}
