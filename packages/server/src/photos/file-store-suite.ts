import type {FileStore} from '../options.ts';

type Test = (name: string, run: () => Promise<void>) => unknown;

/** The acceptance suite of the `FileStore` port: an adapter that passes keeps an office's photos. */
export function fileStoreSuite({name, open}: {name: string; open(): Promise<FileStore>}, test: Test): void {
  const key = (photo: string) => `org_suite/${photo}/full.jpg`;
  const bytes = (...values: number[]) => new Uint8Array(values);

  test(`${name}: a file is read as it was put, until it is removed`, async () => {
    const files = await open();
    const all = bytes(...Array.from({length: 256}, (_, i) => i));
    await files.put(key('a'), all);
    await files.put(key('b'), bytes());
    same(await files.get(key('a')), all);
    same(await files.get(key('b')), bytes());
    await files.put(key('a'), bytes(9));
    same(await files.get(key('a')), bytes(9));
    await files.remove(key('a'));
    same(await files.get(key('a')), undefined);
    same(await files.get(key('b')), bytes());
  });

  test(`${name}: files are listed by how their keys begin`, async () => {
    const files = await open();
    for (const photo of ['l1', 'l2', 'm1']) await files.put(key(photo), bytes(1));
    await files.remove(key('l2'));
    const listed = async (prefix: string) => {
      const keys: string[] = [];
      for await (const each of files.list(prefix)) keys.push(each);
      return keys.toSorted().join();
    };
    for (const [prefix, keys] of [
      ['org_suite/l', key('l1')],
      ['org_suite/m1/', key('m1')],
      ['org_nobody/', ''],
    ] as const) {
      const found = await listed(prefix);
      if (found !== keys) throw new Error(`${prefix} lists ${found}, but must list ${keys}.`);
    }
  });

  test(`${name}: what is not there is undefined, and removing it is no error`, async () => {
    const files = await open();
    same(await files.get(key('none')), undefined);
    await files.remove(key('none'));
  });

  test(`${name}: what was put does not change with what it was put from`, async () => {
    const files = await open();
    const given = bytes(1, 2);
    await files.put(key('c'), given);
    given[0] = 7;
    same(await files.get(key('c')), bytes(1, 2));
  });
}

function same(actual: Uint8Array | undefined, expected: Uint8Array | undefined): void {
  const [is, be] = [actual && [...actual].join(), expected && [...expected].join()];
  if (is !== be) throw new Error(`The file is ${is ?? 'not there'}, but must be ${be ?? 'not there'}.`);
}
