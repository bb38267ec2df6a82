import type {Outbox, WaitingPhoto} from '@dispatch-kit/client';
import type {ReactiveController, ReactiveControllerHost} from 'lit';

/** Lends an address to each picture that waits on this device, as long as it waits. */
export class PhotoShelf implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  /** Undefined while the picture is being read. */
  #addresses = new Map<string, string | undefined>();

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    for (const address of this.#addresses.values()) if (address) URL.revokeObjectURL(address);
    this.#addresses.clear();
  }

  /** Takes note of what waits now. */
  hold(photos: readonly WaitingPhoto[], outbox: Outbox | undefined): void {
    const ids = new Set(photos.map(({id}) => id));
    for (const [id, address] of this.#addresses) {
      if (ids.has(id)) continue;
      if (address) URL.revokeObjectURL(address);
      this.#addresses.delete(id);
    }
    for (const id of ids) {
      if (this.#addresses.has(id) || !outbox || !this.#host.isConnected) continue;
      this.#addresses.set(id, undefined);
      void this.#read(id, outbox);
    }
  }

  addressOf(photoId: string): string | undefined {
    return this.#addresses.get(photoId);
  }

  async #read(id: string, outbox: Outbox): Promise<void> {
    const picture = await outbox.pictureOf(id).catch(() => undefined);
    // Meanwhile it may have been sent, or the page left.
    if (!picture || !this.#addresses.has(id)) return;
    this.#addresses.set(id, URL.createObjectURL(picture));
    this.#host.requestUpdate();
  }
}
