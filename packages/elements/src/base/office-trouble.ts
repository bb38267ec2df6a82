import type {DispatchError, OfficePicture} from '@dispatch-kit/client';
import type {ReactiveController, ReactiveControllerHost} from 'lit';
import {tellError} from './failure.ts';

/** Tells the page, once for each, why an office cannot be followed just now. */
export class OfficeTrouble implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #picture: () => OfficePicture;
  #told: DispatchError | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, picture: () => OfficePicture) {
    this.#host = host;
    this.#picture = picture;
    host.addController(this);
  }

  hostUpdated(): void {
    const {error, status} = this.#picture();
    if (error && error !== this.#told && status !== 'live') tellError(this.#host, error);
    this.#told = error;
  }
}
