/** What a technician carries: who sees the phone. */
import type {DispatchClient, Receiver, ReceiverTrouble} from '@dispatch-kit/client';
import {toInstant} from '@dispatch-kit/core';
import '@dispatch-kit/elements/provider';
import '@dispatch-kit/elements/sharing';
import {technicianDay} from '../firm.ts';
import type {Firm} from '../firm.ts';
import {press, put, seen} from '../stage.ts';
import type {Scenes, Stage} from '../stage.ts';

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
  await seen(stage.place, '.line');
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
