import type {DispatchClient} from '@dispatch-kit/client';
import {memberEndpoints} from '@dispatch-kit/core';
import type {PairedDevice} from '@dispatch-kit/core';
import type {ReactiveControllerHost} from 'lit';
import type {renderQrCode} from './qr-code.ts';

export type PhoneApp = PairedDevice['app'];

/** How each app is called by its makers; the links that set it up begin so. */
export const phoneApps = {
  owntracks: {name: 'OwnTracks', link: 'owntracks:'},
  traccar: {name: 'Traccar Client', link: 'org.traccar.client:'},
} as const satisfies Record<PhoneApp, {name: string; link: string}>;

/** A pairing that was just made: its link is shown this once. */
export interface NewPairing {
  app: PhoneApp;
  link: string;
  /** Undefined where what draws it could not be loaded: the link works without. */
  code: ReturnType<typeof renderQrCode> | undefined;
}

/** Pairs a technician's phone apps, and tells which are paired. */
export class Pairing {
  readonly #host: ReactiveControllerHost;
  readonly #client: () => DispatchClient | undefined;
  isOpen = false;
  isBusy = false;
  devices: readonly PairedDevice[] = [];
  made: NewPairing | undefined;
  failure: unknown;
  #memberId = '';

  constructor(host: ReactiveControllerHost, client: () => DispatchClient | undefined) {
    this.#host = host;
    this.#client = client;
  }

  open(memberId: string): void {
    this.#memberId = memberId;
    [this.isOpen, this.made, this.failure] = [true, undefined, undefined];
    void this.#do(() => this.#list());
  }

  /** What was shown once is gone. */
  close(): void {
    [this.isOpen, this.made] = [false, undefined];
    this.#host.requestUpdate();
  }

  pair(app: PhoneApp): Promise<void> {
    return this.#do(async client => {
      const {setUpLink} = await client.members.pairDevice(this.#memberId, {app});
      // A server's link is only opened if it is one of that app.
      const link = setUpLink.startsWith(phoneApps[app].link) ? setUpLink : '';
      const code = link ? await drawn(link) : undefined;
      if (this.isOpen) this.made = {app, link, code};
      await this.#list();
    });
  }

  unpair(deviceId: string): Promise<void> {
    return this.#do(async client => {
      await client.call(memberEndpoints.unpairDevice, {params: {id: this.#memberId, deviceId}});
      await this.#list();
    });
  }

  async #list(): Promise<void> {
    const client = this.#client();
    if (client) this.devices = (await client.members.devices(this.#memberId)).items;
  }

  async #do(work: (client: DispatchClient) => Promise<void>): Promise<void> {
    const client = this.#client();
    if (this.isBusy || !client) return;
    [this.isBusy, this.failure] = [true, undefined];
    this.#host.requestUpdate();
    try {
      await work(client);
    } catch (error) {
      this.failure = error;
    } finally {
      this.isBusy = false;
      this.#host.requestUpdate();
    }
  }
}

async function drawn(link: string): Promise<NewPairing['code']> {
  try {
    return (await import('./qr-code.ts')).renderQrCode(link);
  } catch {
    return undefined;
  }
}
