import type {DispatchClient} from '@dispatch-kit/client';
import type {Customer, CustomerInput} from '@dispatch-kit/core';
import {html, nothing} from 'lit';
import type {ReactiveController, ReactiveControllerHost} from 'lit';
import {icon} from '../base/icons.ts';
import type {OfficeLocalizer} from './office-words.ts';

/** Looks customers up while somebody types; the newest question counts. */
export class CustomerSearch implements ReactiveController {
  readonly #host: ReactiveControllerHost & Element;
  readonly #client: () => DispatchClient | undefined;
  #running: AbortController | undefined;
  text = '';
  /** Undefined while nothing was asked. */
  found: readonly Customer[] | undefined;
  isAdding = false;

  constructor(host: ReactiveControllerHost & Element, client: () => DispatchClient | undefined) {
    this.#host = host;
    this.#client = client;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#running?.abort();
  }

  clear(): void {
    this.#running?.abort();
    this.text = '';
    this.found = undefined;
    this.isAdding = false;
  }

  startAdding(): void {
    this.isAdding = true;
    this.#host.requestUpdate();
  }

  async look(text: string): Promise<void> {
    this.text = text;
    this.#running?.abort();
    const running = (this.#running = new AbortController());
    const client = this.#client();
    if (!client || text.trim().length < 2) {
      this.found = undefined;
      this.#host.requestUpdate();
      return;
    }
    try {
      const {items} = await client.customers.list({q: text.trim(), limit: 6}, {signal: running.signal});
      if (running.signal.aborted || !this.#host.isConnected) return;
      this.found = items;
    } catch {
      // Without a connection nobody is found; a customer can still be typed in.
      if (running.signal.aborted) return;
      this.found = [];
    }
    this.#host.requestUpdate();
  }
}

interface CustomerContext {
  localizer: OfficeLocalizer;
  customer: Customer | undefined;
  problemOf(field: 'customer' | 'phone'): string | undefined;
  choose(customer: Customer | undefined): void;
  add(input: CustomerInput): void;
}

/** For whom: found by name or number, or made. */
export function renderCustomer(search: CustomerSearch, context: CustomerContext) {
  const {localizer, customer, choose} = context;
  if (customer) {
    const [contact] = customer.contacts;
    return html`<div class="chosen">
      ${icon('person')}
      <span class="words"
        ><bdi>${customer.name}</bdi><small><bdi dir="ltr">${contact?.phone ?? ''}</bdi></small></span
      >
      <button type="button" @click=${() => choose(undefined)}>${localizer.say('changeCustomer')}</button>
    </div>`;
  }
  return search.isAdding ? renderAdding(search, context) : renderSearch(search, context);
}

function renderSearch(search: CustomerSearch, {localizer, choose}: CustomerContext) {
  const {found} = search;
  return html`<label>
      ${localizer.say('customer')}
      <input
        type="search"
        autocomplete="off"
        autofocus
        placeholder=${localizer.say('findCustomer')}
        .value=${search.text}
        @input=${(event: Event) => void search.look((event.currentTarget as HTMLInputElement).value)}
      />
    </label>
    <div class="found" role="status">
      ${found?.length === 0 ? html`<p class="quiet">${localizer.say('noCustomerFound')}</p>` : nothing}
    </div>
    ${
      found && found.length > 0
        ? html`<ul class="customers">
            ${found.map(
              each =>
                html`<li>
                  <button type="button" @click=${() => choose(each)}>
                    <span class="words"
                      ><bdi>${each.name}</bdi
                      ><small><bdi dir="ltr">${each.contacts[0]?.phone ?? ''}</bdi></small></span
                    >
                  </button>
                </li>`,
            )}
          </ul>`
        : nothing
    }
    <button type="button" @click=${() => search.startAdding()}>
      ${icon('plus')} ${localizer.say('addCustomer')}
    </button>`;
}

function renderAdding(search: CustomerSearch, {localizer, problemOf, add}: CustomerContext) {
  const submit = (event: Event) => {
    const part = (event.currentTarget as HTMLElement).closest('fieldset')!;
    const value = (name: string) => part.querySelector<HTMLInputElement>(`[name=${name}]`)!;
    const phone = value('phone').value.replaceAll(/[\s().-]/g, '');
    const isGranted = value('consent').checked;
    add({
      name: value('name').value.trim(),
      ...(phone && {phone}),
      ...(isGranted && {consent: {sms: {granted: true, how: 'phone', words: localizer.say('consentWords')}}}),
    });
  };
  const typed = search.text.trim();
  const isNumber = /^[+\d][\d\s().-]+$/.test(typed);
  return html`<fieldset class="adding">
    <legend>${localizer.say('addCustomer')}</legend>
    <div class="fields">
      <label>
        ${localizer.say('name')}
        <input
          type="text"
          name="name"
          autocomplete="off"
          maxlength="120"
          .value=${isNumber ? '' : typed}
          aria-invalid=${problemOf('customer') !== undefined}
          aria-describedby="name-problem"
        />
        <small class="bad" id="name-problem">${problemOf('customer')}</small>
      </label>
      <label>
        ${localizer.say('phone')}
        <input
          type="tel"
          name="phone"
          autocomplete="off"
          dir="ltr"
          .value=${isNumber ? typed : ''}
          aria-invalid=${problemOf('phone') !== undefined}
          aria-describedby="phone-hint"
        />
        <small class=${problemOf('phone') ? 'bad' : ''} id="phone-hint"
          >${problemOf('phone') ?? localizer.say('phoneHint')}</small
        >
      </label>
    </div>
    <label class="choice">
      <input type="checkbox" name="consent" />
      <span class="words">${localizer.say('consentSms')}</span>
    </label>
    <button type="button" @click=${submit}>${localizer.say('addThisCustomer')}</button>
  </fieldset>`;
}
