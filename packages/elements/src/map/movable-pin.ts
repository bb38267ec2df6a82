import type {LatLng} from '@dispatch-kit/core';
import type {MapEngine} from './map-scene.ts';
import type {PinHand} from './pin-hand.ts';

interface PinHost {
  engine(): MapEngine | undefined;
  /** Where the address is. */
  destination(): LatLng | undefined;
  /** The pin is on its way. */
  onMoved(): void;
  /** It was put down. */
  onPut(place: LatLng): void;
}

/** The pin of an address: where somebody has put it, until the address is another place; else at the address. */
export class MovablePin {
  readonly #host: PinHost;
  #hand: PinHand | undefined;
  #moved: {from: LatLng; to: LatLng} | undefined;

  constructor(host: PinHost) {
    this.#host = host;
  }

  get place(): LatLng | undefined {
    const [moved, destination] = [this.#moved, this.#host.destination()];
    const isThere = moved?.from.lat === destination?.lat && moved?.from.lng === destination?.lng;
    return moved && isThere ? moved.to : destination;
  }

  /** Lets somebody move it; what does that is loaded only for a map that needs it. */
  async hold(label: string): Promise<void> {
    if (this.#hand) return;
    const {PinHand} = await import('./pin-hand.ts');
    const engine = this.#host.engine();
    if (!engine || this.#hand) return;
    this.#hand = new PinHand({
      engine,
      label,
      place: () => this.place,
      move: to => {
        this.#moved = {from: this.#host.destination()!, to};
        this.#host.onMoved();
      },
      put: place => this.#host.onPut(place),
    });
  }

  release(): void {
    this.#hand?.release();
    this.#hand = undefined;
  }
}
