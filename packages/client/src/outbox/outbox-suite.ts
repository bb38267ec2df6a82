import type {OutboxContents, OutboxStorage} from './outbox-storage.ts';

/** One demand on a storage for taps. */
export interface OutboxDemand {
  readonly name: string;
  /** @param open opens the storage; called twice it is the same storage seen from two tabs. */
  check(open: () => OutboxStorage): Promise<void>;
}

const one: OutboxContents = {deviceId: 'device', sequence: 1, taps: []};

function demand(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}

/** What every storage for an outbox has to do. Run each demand over a fresh storage. */
export const outboxSuite: readonly OutboxDemand[] = [
  {
    name: 'begins with nothing, and gives back what was kept',
    async check(open) {
      const seen: unknown[] = [];
      await open().update(kept => {
        seen.push(kept);
        return one;
      });
      const kept = await open().update(before => before!);
      demand(seen[0] === undefined, 'a fresh storage holds something');
      demand(JSON.stringify(kept) === JSON.stringify(one), 'what was kept is not what comes back');
    },
  },
  {
    name: 'lets nobody come between reading and writing',
    async check(open) {
      const tabs = [open(), open()];
      const count = (kept: OutboxContents = {...one, sequence: 0}) => ({
        ...kept,
        sequence: kept.sequence + 1,
      });
      await Promise.all(Array.from({length: 20}, (_, each) => tabs[each % 2]!.update(count)));
      const {sequence} = await tabs[0]!.update(kept => kept!);
      demand(sequence === 20, `20 counted as ${sequence}`);
    },
  },
  {
    name: 'changes nothing when a change fails',
    async check(open) {
      const storage = open();
      await storage.update(() => one);
      let isRefused = false;
      await storage
        .update(() => {
          throw new Error('no');
        })
        .catch(() => (isRefused = true));
      const kept = await storage.update(before => before!);
      demand(isRefused && kept.sequence === 1, 'a failed change was kept, or not told');
    },
  },
  {
    name: 'lets one work at a time, also after one that failed',
    async check(open) {
      const tabs = [open(), open()];
      let inside = 0;
      let most = 0;
      const work = async (each: number) => {
        most = Math.max(most, ++inside);
        await tabs[0]!.update(kept => kept ?? one);
        inside -= 1;
        if (each === 0) throw new Error('failed');
      };
      await Promise.allSettled([0, 1, 2, 3].map(each => tabs[each % 2]!.alone(() => work(each))));
      demand(most === 1 && inside === 0, `${most} at once`);
    },
  },
  {
    name: 'tells the other tab of a change, and of nothing when nothing changed',
    async check(open) {
      const [here, there] = [open(), open()];
      await here.update(() => one);
      let told = 0;
      const {promise, resolve} = Promise.withResolvers<void>();
      const stop = there.onChange(() => {
        told += 1;
        resolve();
      });
      await here.update(kept => kept!);
      await here.update(kept => ({...kept!, sequence: 2}));
      await promise;
      stop();
      await here.update(kept => ({...kept!, sequence: 3}));
      demand(told === 1, `told ${told} times`);
    },
  },
  {
    name: 'keeps a picture as long as its photo, for all tabs',
    async check(open) {
      const [here, there] = [open(), open()];
      const at = '2026-01-01T00:00:00Z';
      const photo = {kind: 'photo', jobId: 'job', bytes: 7, at, isDeviceTime: false} as const;
      const taps = ['a', 'b'].map((id, index) => ({...photo, id, sequence: index + 1}));
      const pictures = new Map(taps.map(({id}) => [id, new Blob([`pixel ${id}`], {type: 'image/png'})]));
      await here.update(() => ({...one, taps}), pictures);
      const kept = await there.picture('b');
      demand(kept?.type === 'image/png', 'the type of a picture is lost');
      demand((await kept?.text()) === 'pixel b', 'a picture is not what comes back');
      await there.update(contents => ({...contents!, taps: [taps[1]!]}));
      demand((await here.picture('a')) === undefined, 'a picture outlives its photo');
      demand((await here.picture('b')) !== undefined, 'a picture goes before its photo');
      const failed = here.update(
        () => {
          throw new Error('no');
        },
        new Map([['c', pictures.get('a')!]]),
      );
      await failed.catch(() => {});
      demand((await here.picture('c')) === undefined, 'a picture of a failed change is kept');
    },
  },
];
