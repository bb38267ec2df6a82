/** What a technician carries: who sees the phone, a job, the way in. */
import type {DispatchClient, Receiver, ReceiverTrouble} from '@dispatch-kit/client';
import {toInstant} from '@dispatch-kit/core';
import '@dispatch-kit/elements/job';
import '@dispatch-kit/elements/provider';
import '@dispatch-kit/elements/sharing';
import '@dispatch-kit/elements/sign-in';
import {Firm, busyOffice, technicianDay} from '../firm.ts';
import {fill, mapGround, press, put, seen, until} from '../stage.ts';
import type {Scene, Scenes, Stage} from '../stage.ts';

/** A phone that finds one place over and over, or none for a reason. */
function receiverAt(place: {lat: number; lng: number}, trouble?: ReceiverTrouble): Receiver {
  return {
    watch(tell) {
      const fix = () => tell.fix({...place, at: toInstant(Date.now()), accuracyMeters: 8});
      const first = setTimeout(() => (trouble ? tell.trouble(trouble) : fix()));
      const again = setInterval(() => trouble || fix(), 11_000);
      return () => {
        clearTimeout(first);
        clearInterval(again);
      };
    },
    keepAwake: () => Promise.resolve(() => {}),
    isHidden: () => false,
    onVisibility: () => () => {},
  };
}

interface Carried {
  firm: Firm;
  client: DispatchClient;
}

/** A technician's phone; under way to the first visit if `steps` say so. */
async function carry(
  stage: Stage,
  {steps = [], trouble}: {steps?: readonly ('depart' | 'start')[]; trouble?: ReceiverTrouble} = {},
): Promise<Carried> {
  const firm = await technicianDay(stage.language);
  const client = await firm.phone();
  for (const step of steps) await client.appointments[step](firm.visitId('tap'), {notify: false});
  if (steps.length > 0) await firm.company.pass(12);
  const {lat, lng} = firm.job('tap').address;
  const sharing = client.shareLocation(receiverAt({lat: lat! - 0.014, lng: lng! - 0.014}, trouble));
  const element = Object.assign(document.createElement('dispatch-sharing'), {sharing});
  put(stage, document.createElement('dispatch-provider'), {client}).append(element);
  await seen(stage.place, '.line strong');
  return {firm, client};
}

async function openPairing(stage: Stage): Promise<void> {
  await carry(stage);
  await press(stage.place, '.more');
  await press(stage.place, '.options .chips .chip:last-child');
  await seen(stage.place, 'dialog[open] .apps');
}

export const sharingScenes: Scenes<'dispatch-sharing'> = {
  nobody: async stage => void (await carry(stage)),
  customer: async stage => {
    await carry(stage, {steps: ['depart']});
    await seen(stage.place, '.line.customer');
  },
  office: async stage => {
    await carry(stage, {steps: ['depart', 'start']});
    await seen(stage.place, '.line.office');
  },
  paused: async stage => {
    await carry(stage, {steps: ['depart'], trouble: 'no_signal'});
    await seen(stage.place, '.warning');
  },
  hidden: async stage => {
    await carry(stage, {steps: ['depart']});
    await seen(stage.place, '.line.customer');
    Object.defineProperty(document, 'visibilityState', {value: 'hidden', configurable: true});
    document.dispatchEvent(new Event('visibilitychange'));
    Reflect.deleteProperty(document, 'visibilityState');
    await seen(stage.place, '.warning');
  },
  denied: async stage => {
    await carry(stage, {steps: ['depart'], trouble: 'denied'});
    await seen(stage.place, '.warning');
  },
  options: async stage => {
    await carry(stage, {steps: ['depart']});
    await seen(stage.place, '.line.customer');
    await press(stage.place, '.more');
  },
  pairing: openPairing,
  paired: async stage => {
    await openPairing(stage);
    await press(stage.place, '.apps .big');
    await seen(stage.place, '.qr');
    await seen(stage.place, '.pair li');
  },
};

/** A technician with a job open; with what was written about it. */
async function openJob(
  stage: Stage,
  steps: readonly ('depart' | 'start' | 'complete')[] = [],
): Promise<{firm: Firm; client: DispatchClient}> {
  const firm = await technicianDay(stage.language);
  const client = await firm.phone();
  const {id} = firm.job('tap');
  const {note, access} = firm.words;
  await firm.office.jobs.edit(id, {description: `${firm.job('tap').title}. ${note}`});
  await firm.office.jobs.addNote(id, {text: note});
  await client.jobs.addNote(id, {text: access, visibility: 'customer'});
  await firm.office.correspondence.addMessage(id, {text: note});
  const inputs = {depart: {}, start: {}, complete: {outcome: 'done'}} as const;
  for (const step of steps)
    await client.appointments[step](firm.visitId('tap'), {...inputs[step], notify: false} as never);
  const job = Object.assign(document.createElement('dispatch-job'), {
    appointment: firm.visitId('tap'),
    ...mapGround(),
  });
  put(stage, document.createElement('dispatch-provider'), {client}).append(job);
  await seen(stage.place, '.papers');
  return {firm, client};
}

/** A picture, as a camera would give it. */
async function photo(color: string): Promise<Blob> {
  const canvas = new OffscreenCanvas(320, 240);
  const brush = canvas.getContext('2d')!;
  brush.fillStyle = color;
  brush.fillRect(0, 0, 320, 240);
  return canvas.convertToBlob({type: 'image/jpeg'});
}

export const jobScenes: Scenes<'dispatch-job'> = {
  connecting: async stage => {
    const client = (await Firm.open(stage.language)).unanswered();
    const job = Object.assign(document.createElement('dispatch-job'), {appointment: 'apt_1'});
    put(stage, document.createElement('dispatch-provider'), {client}).append(job);
  },
  scheduled: async stage => void (await openJob(stage)),
  enroute: async stage => {
    await openJob(stage, ['depart']);
    await seen(stage.place, '.way .big');
  },
  waiting: async stage => {
    const {firm, client} = await openJob(stage, ['depart', 'start']);
    firm.cut();
    await until(() => client.outbox?.get().isOnline === false, 'offline');
    const about = {jobId: firm.job('tap').id, appointmentId: firm.visitId('tap')};
    await client.outbox!.note({...about, text: firm.words.note});
    await client.outbox!.photo({...about, picture: await photo('#6b7f94')});
    await client.outbox!.photo({...about, picture: await photo('#94836b')});
    await until(
      () => stage.place.querySelector('dispatch-job')!.shadowRoot!.querySelector('.photos img'),
      'photos',
    );
  },
  complete: async stage => void (await openJob(stage, ['depart', 'start', 'complete'])),
  office: async stage => {
    const firm = await busyOffice(stage.language);
    const client = await firm.phone(0);
    await client.appointments.runningLate(firm.visitId('tap'), {minutes: 25});
    await firm.office.appointments.edit(firm.visitId('tap'), {helperIds: [firm.technicians[2]!.id]});
    const job = Object.assign(document.createElement('dispatch-job'), {
      job: firm.job('tap').id,
      source: firm.office.board({day: 'today'}),
      noMap: true,
    });
    put(stage, document.createElement('dispatch-provider'), {client: firm.office}).append(job);
    await seen(stage.place, '.wish');
    await seen(stage.place, '.message');
  },
  gone: async stage => {
    const client = await (await technicianDay(stage.language)).phone();
    const job = Object.assign(document.createElement('dispatch-job'), {job: 'job_unknown'});
    put(stage, document.createElement('dispatch-provider'), {client}).append(job);
    await seen(stage.place, '.rest');
  },
};

async function signIn(
  stage: Stage,
  properties: {noCards?: boolean; invitation?: string} = {},
): Promise<Firm> {
  const firm = await technicianDay(stage.language);
  const element = Object.assign(document.createElement('dispatch-sign-in'), properties);
  put(stage, document.createElement('dispatch-provider'), {client: firm.stranger()}).append(element);
  await seen(stage.place, '.big');
  return firm;
}

const enterPhone = async (stage: Stage) => {
  const firm = await signIn(stage, {noCards: true});
  await fill(stage.place, 'input', firm.technicians[0]!.phone!);
  await press(stage.place, '.big');
  await seen(stage.place, '.code');
};

const tooMany: Scene = async stage => {
  const firm = await signIn(stage, {noCards: true});
  const {phone} = firm.technicians[0]!;
  for (let times = 0; times < 3; times++) await firm.office.signIn.code({phone: phone!});
  await fill(stage.place, 'input', phone!);
  await press(stage.place, '.big');
  await until(
    () =>
      stage.place
        .querySelector('dispatch-sign-in')!
        .shadowRoot!.querySelector('.problem')!
        .textContent.trim(),
    'why',
  );
};

export const signInScenes: Scenes<'dispatch-sign-in'> = {
  cards: async stage => void (await signIn(stage)),
  invited: async stage => {
    const firm = await signIn(stage);
    const {id} = firm.technicians[1]!;
    await firm.office.members.invite(id, {noHeadsUp: true});
    await firm.company.pass(2);
    const token = /#(\S+)$/.exec(firm.company.sent.at(-1)!.text)?.[1];
    stage.place.querySelector('dispatch-sign-in')!.invitation = token;
    await seen(stage.place, '.invited');
  },
  phone: async stage => void (await signIn(stage, {noCards: true})),
  code: enterPhone,
  code_wrong: async stage => {
    await enterPhone(stage);
    await fill(stage.place, '.code', '000000');
    await until(
      () =>
        stage.place
          .querySelector('dispatch-sign-in')!
          .shadowRoot!.querySelector('.problem')!
          .textContent.trim(),
      'why',
    );
  },
  too_many: tooMany,
};
