import type {DispatchClient} from '@dispatch-kit/client';
import {html, nothing} from 'lit';
import type {ReactiveElement} from 'lit';
import type {OwnWords} from '../base/localizer.ts';
import type {OfficeWord} from '../locales/office/en.ts';
import type {OrderMap} from '../order/address-place.ts';
import type {Place} from '../order/new-order-form.ts';
import type {Sent} from '../order/urgent-dialog.ts';
import type {BoardSource} from './board-source.ts';

/** What comes over the board from its head. */
export type BoardDialog = 'order' | 'import';

export interface DialogDesk {
  client: DispatchClient | undefined;
  source: BoardSource | undefined;
  day: string;
  places: readonly Place[];
  map: OrderMap | undefined;
  words: OwnWords<OfficeWord> | undefined;
  /** Somebody was sent to a new order at once. */
  sent(sent: Sent): void;
  /** The keyboard comes back to the jobs. */
  focusList(): void;
}

const loads: Readonly<Record<BoardDialog, () => Promise<unknown>>> = {
  order: () => import('../order/dispatch-new-order.ts'),
  import: () => import('../import/dispatch-import.ts'),
};

/** A new order and an import, each loaded when it is first asked for. */
export class BoardDialogs {
  readonly #host: ReactiveElement;
  readonly #desk: () => DialogDesk;
  #opened: BoardDialog | undefined;

  constructor(host: ReactiveElement, desk: () => DialogDesk) {
    this.#host = host;
    this.#desk = desk;
  }

  async open(dialog: BoardDialog): Promise<void> {
    await loads[dialog]();
    if (!this.#host.isConnected) return;
    this.#opened = dialog;
    this.#host.requestUpdate();
  }

  render() {
    const {client, source, day, places, map, words, sent} = this.#desk();
    if (this.#opened === 'order')
      return html`<dispatch-new-order
        open
        .day=${day}
        .client=${client}
        .source=${source}
        .places=${places}
        .map=${map}
        .words=${words}
        .sent=${sent}
        @close=${this.#close}
      ></dispatch-new-order>`;
    if (this.#opened === 'import')
      return html`<dispatch-import
        open
        .client=${client}
        .source=${source}
        @close=${this.#close}
      ></dispatch-import>`;
    return nothing;
  }

  readonly #close = (): void => {
    this.#opened = undefined;
    this.#host.requestUpdate();
    this.#desk().focusList();
  };
}
