import {DispatchClient} from '@dispatch-kit/client';
import type {VisitSource} from '@dispatch-kit/client';
import {ContextProvider} from '@lit/context';
import {LitElement, css, html} from 'lit';
import type {PropertyValues} from 'lit';
import {property, query} from 'lit/decorators.js';
import {answerCommands, customerAnswerer} from '../base/answer-commands.ts';
import {officeAnswerer} from './office-answerer.ts';
import {clientContext, visitContext} from '../base/contexts.ts';
import {customElement} from '../base/custom-element.ts';
import {paintBrand} from '../base/theme.ts';
import {tokens} from '../base/tokens.styles.ts';

/** How one company looks. */
export interface ProviderBrand {
  name?: string;
  logoUrl?: string;
  /** `#rrggbb`; mended where it could not be read. */
  accent?: string;
}

/**
 * Gives the elements inside it one company's client, and the visit of a tracking link if it has one; does what they
 * wish. One provider is one tenant: two on a page know nothing of each other.
 *
 * @summary The one element that acts on the server.
 * @slot - The elements that share this client.
 */
@customElement('dispatch-provider')
export class DispatchProvider extends LitElement {
  static override styles = [
    tokens,
    css`
      :host,
      .base {
        display: contents;
      }
    `,
  ];

  /** Where the server is. */
  @property() src: string | undefined;

  /** The token of a tracking link: its visit is what the elements inside draw. */
  @property() token: string | undefined;

  /** Asks your back end for a session's token; asked again when one has ended. */
  @property({attribute: false}) fetchToken: (() => Promise<string>) | undefined;

  /** A client of your own, instead of `src`. */
  @property({attribute: false}) client: DispatchClient | undefined;

  /** `light`, `dark` or `auto` (as the person wishes); without it, as the page is. */
  @property({reflect: true}) theme: 'light' | 'dark' | 'auto' | undefined;

  /** How the company looks, for all elements inside. */
  @property({attribute: false}) brand: ProviderBrand | undefined;

  @query('.base') private readonly base!: HTMLElement;

  readonly #client = new ContextProvider(this, {context: clientContext});
  readonly #visit = new ContextProvider(this, {context: visitContext});
  #connection: AbortController | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#connection = new AbortController();
    const {signal} = this.#connection;
    answerCommands(
      this,
      customerAnswerer(() => this.visit),
      signal,
    );
    answerCommands(
      this,
      officeAnswerer(() => this.#client.value),
      signal,
    );
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#connection?.abort();
  }

  protected override willUpdate(changed: PropertyValues<DispatchProvider>): void {
    const isSame = !(['src', 'token', 'fetchToken', 'client'] as const).some(name => changed.has(name));
    if (isSame) return;
    const client = this.client ?? this.#makeClient();
    this.#client.setValue(client);
    this.#visit.setValue(this.token ? client?.visit({token: this.token}) : undefined);
  }

  protected override render() {
    return html`<div class="base"><slot></slot></div>`;
  }

  protected override updated(changed: PropertyValues<DispatchProvider>): void {
    if (changed.has('brand')) paintBrand(this.base, this.brand?.accent);
  }

  /** The visit that the elements inside draw. */
  get visit(): VisitSource | undefined {
    return this.#visit.value;
  }

  #makeClient(): DispatchClient | undefined {
    const {src, token, fetchToken} = this;
    if (!src) return undefined;
    return new DispatchClient({
      url: new URL(src, document.baseURI),
      ...(token && {token}),
      ...(fetchToken && {fetchToken}),
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'dispatch-provider': DispatchProvider;
  }
}
