const mostLines = 60;
const secrets = [
  'token',
  'apiKey',
  'key',
  'secret',
  'cursor',
  'nextCursor',
  'code',
  'deepLink',
  'p256dh',
  'auth',
  'publicKey',
];
const tokenInText = /(dk_live_|dk_test_|es_|ok_|ms_|whsec_|(?<=[#/=])(?=[\w-]{22}(?![\w-])))[\w-]{20,}/g;
const inAddress = /(signature=|expires=)[^&"\s]+/g;

/** A reply as it is read in the reference: secrets as `…`, of long lists the first, and no more lines than one looks at. */
export function plainly(text: string, type: string): string {
  // How long a request took is another thing each time.
  if (text.startsWith('# HELP')) return firstLines(text.replaceAll(/^.*duration.*\n/gm, ''));
  if (!type.includes('json') || text === '') return firstLines(hidden(text));
  const value = shown(JSON.parse(text), 0);
  return firstLines(JSON.stringify(value, null, 2));
}

function hidden(text: string): string {
  return text.replaceAll(tokenInText, '$1…').replaceAll(inAddress, '$1…');
}

function firstLines(text: string): string {
  const lines = text.trimEnd().split('\n');
  return lines.length <= mostLines ? lines.join('\n') : [...lines.slice(0, mostLines - 2), '  …'].join('\n');
}

function shown(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return hidden(value);
  if (Array.isArray(value)) {
    const [first, ...more] = value as unknown[];
    if (value.length === 0 || typeof first !== 'object') return value;
    return more.length > 0 ? [shown(first, depth + 1), '…'] : [shown(first, depth + 1)];
  }
  if (typeof value !== 'object' || value === null) return value;
  const isCommandReply = depth === 0 && 'events' in value && 'job' in value;
  const entries = Object.entries(isCommandReply ? {...value, job: briefly(value.job)} : value).map(
    ([name, each]): [string, unknown] => [
      name,
      secrets.includes(name) && typeof each === 'string' && (each.length > 19 || /^\d{6}$/.test(each))
        ? hiddenSecret(each)
        : shown(each, depth + 1),
    ],
  );
  // Of what stands deep within a reply, what is not set says nothing.
  return Object.fromEntries(depth > 0 ? entries.filter(([, each]) => !isNothing(each)) : entries);
}

/** The reply to a command is about the visit; what a job is stands elsewhere. */
function briefly(job: unknown): unknown {
  const {id, status} = job as {id: string; status: string};
  return {id, status, '…': '…'};
}

function isNothing(value: unknown): boolean {
  if (value === null || value === false) return true;
  if (typeof value !== 'object') return false;
  return Object.keys(value).length === 0;
}

function hiddenSecret(text: string): string {
  return `${/^(dk_live_|dk_test_|es_|ok_|ms_|whsec_)/.exec(text)?.[0] ?? ''}…`;
}
