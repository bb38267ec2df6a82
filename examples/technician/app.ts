/** A technician's phone as an installed web app: sign in, the day, its jobs; with and without a network. */
import {DispatchClient, indexedDbOutbox, indexedDbPictures, indexedDbPositions} from '@dispatch-kit/client';
import '@dispatch-kit/elements/agenda';
import '@dispatch-kit/elements/job';
import '@dispatch-kit/elements/provider';
import '@dispatch-kit/elements/sharing';
import '@dispatch-kit/elements/sign-in';
import {keptSession, keepSession} from './session.ts';
import type {Session} from './session.ts';
import {speakLanguageOf} from './words.ts';

const app = document.getElementById('app')!;
const words = speakLanguageOf(navigator);

const session = keptSession();
if (session) showDay(session);
else showSignIn();
if ('serviceWorker' in navigator) void installWorker();

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: {createScriptURL(address: string): string},
  ): {createScriptURL(address: string): unknown};
}

/** A strict page wants to know of each script where it comes from. */
async function installWorker(): Promise<void> {
  const worker = '/field/worker.js';
  const {trustedTypes} = globalThis as {trustedTypes?: TrustedTypes};
  const policy = trustedTypes?.createPolicy('technician', {createScriptURL: () => worker});
  const address = (policy?.createScriptURL(worker) ?? worker) as string;
  // Without it the app works as long as there is a network.
  await navigator.serviceWorker.register(address, {scope: '/field/'}).catch(() => undefined);
}

// #region sign-in
/** The way in; from an invitation its token stands in the fragment. */
function showSignIn({isKnown = false} = {}): void {
  const signIn = document.createElement('dispatch-sign-in');
  signIn.src = location.origin;
  signIn.noCards = isKnown;
  const token = /^#([\w-]{22})$/.exec(location.hash)?.[1];
  if (token) signIn.invitation = token;
  signIn.addEventListener('dispatch-signed-in', ({session}) => {
    keepSession(session);
    history.replaceState(null, '', '/field/');
    showDay(session);
  });
  app.replaceChildren(signIn);
}
// #endregion

// #region day
/** The day, with who sees the phone above it. What is tapped, written and photographed waits on the phone. */
function showDay({token, memberId}: Session): void {
  const pictures = indexedDbPictures({name: `day-${memberId}`});
  const client = new DispatchClient({
    url: location.origin,
    token,
    outbox: indexedDbOutbox({name: `outbox-${memberId}`}),
    pictures,
    positions: indexedDbPositions({name: `road-${memberId}`}),
  });
  const provider = document.createElement('dispatch-provider');
  provider.client = client;
  const agenda = Object.assign(document.createElement('dispatch-agenda'), {opensJobs: true});
  provider.append(document.createElement('dispatch-sharing'), agenda);
  app.replaceChildren(provider);
  // #endregion

  const name = document.createElement('span');
  const stops = [
    followDay(client, name, () => void leave({isEnded: true})),
    openJobs(client, provider, agenda),
  ];
  const signOut = () => client.signIn.signOut().catch(() => undefined);
  app.prepend(barOf(name, () => void signOut().then(() => leave())));

  async function leave({isEnded = false} = {}): Promise<void> {
    keepSession(undefined);
    for (const stop of stops) stop();
    client.shareLocation().stop();
    client.outbox!.close();
    app.replaceChildren();
    // Who signs out leaves nothing to be read here; what still waits is kept for when he signs in again.
    if (!isEnded) await pictures.clear().catch(() => undefined);
    showSignIn({isKnown: true});
  }
}

function barOf(name: HTMLElement, signOut: () => void): HTMLElement {
  const bar = document.createElement('div');
  bar.className = 'bar';
  const out = Object.assign(document.createElement('button'), {type: 'button', textContent: words.signOut});
  out.addEventListener('click', signOut);
  bar.append(name, out);
  return bar;
}

/** Keeps what was written about the jobs of the day at hand, too; the returned function ends that. */
function followDay(client: DispatchClient, name: HTMLElement, refused: () => void): () => void {
  const day = client.agenda({day: 'today'});
  const folders = new Map<string, () => void>();
  const stop = day.subscribe(() => {
    const {jobs, status, organization} = day.get();
    name.textContent = organization?.brand.name ?? organization?.name ?? '';
    if (status === 'refused') return refused();
    for (const id of jobs.keys()) {
      const isFollowed = folders.has(id);
      if (!isFollowed)
        folders.set(
          id,
          client.folder(id).subscribe(() => undefined),
        );
    }
  });
  return () => {
    stop();
    for (const leave of folders.values()) leave();
  };
}

/** Shows a job whole when it is tapped, under an address of its own, so that the phone's own back leads to the day. */
function openJobs(client: DispatchClient, provider: HTMLElement, agenda: HTMLElement): () => void {
  const job = Object.assign(document.createElement('dispatch-job'), {
    source: client.agenda({day: 'today'}),
    mapStyle: '/map/light.json',
    mapStyleDark: '/map/dark.json',
    workerUrl: '/app/maplibre-gl-worker.mjs',
  });
  const back = {className: 'back', slot: 'header', href: '#', textContent: '←', ariaLabel: words.back};
  job.append(Object.assign(document.createElement('a'), back));
  provider.append(job);
  const follow = () => {
    const id = /^#job\/(\S+)$/.exec(location.hash)?.[1];
    job.appointment = id;
    job.hidden = !id;
    agenda.hidden = Boolean(id);
    scrollTo(0, 0);
  };
  agenda.addEventListener('dispatch-open', ({appointmentId}) => {
    location.hash = `job/${appointmentId}`;
  });
  addEventListener('hashchange', follow);
  follow();
  return () => removeEventListener('hashchange', follow);
}
