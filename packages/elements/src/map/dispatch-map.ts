import {webPlatform} from '@dispatch-kit/client';
import type {BoardStore, DispatchClient} from '@dispatch-kit/client';
import {decodePolyline} from '@dispatch-kit/core';
import type {LatLng, PaletteName, Theme, TrackingView} from '@dispatch-kit/core';
import {LitElement, html, nothing} from 'lit';
import type {PropertyValues} from 'lit';
import {property, query, state} from 'lit/decorators.js';
import {ClientController} from '../base/client-controller.ts';
import {customElement} from '../base/custom-element.ts';
import {CustomStates} from '../base/custom-states.ts';
import {Localizer} from '../base/localizer.ts';
import type {OwnWords} from '../base/localizer.ts';
import {themeOf} from '../base/theme.ts';
import {Ticker} from '../base/ticker.ts';
import {tokens} from '../base/tokens.styles.ts';
import {VisitController} from '../base/visit-controller.ts';
import {readCredit} from './credit.ts';
import {DispatchOpenEvent, DispatchPinEvent, DispatchSelectEvent} from '../events.ts';
import {mapStyles} from './dispatch-map.styles.ts';
import type {FleetView} from './fleet-view.ts';
import type {MapEngine, MapEngineOptions, MapLook, MapScene, MapSubject} from './map-scene.ts';
import {markerAt, sight} from './marker-motion.ts';
import type {MarkerMotion} from './marker-motion.ts';
import {MovablePin} from './movable-pin.ts';

/** Tiles, style and fonts by OpenFreeMap, which asks for no key. */
const defaultStyles = {
  light: 'https://tiles.openfreemap.org/styles/positron',
  dark: 'https://tiles.openfreemap.org/styles/dark',
};
/** The way is drawn anew so often while the marker moves along it. */
const routeEveryMs = 200;

/**
 * Where the technician is, the way that is left, and the address; or, with `fleet`, where all technicians and jobs of
 * an office are, sharing what is selected with the board. MapLibre is loaded when the map comes into view;
 * without it, without WebGL2 or without tiles, the same is drawn on plain ground.
 *
 * @summary A street map of one visit, or of a whole fleet.
 * @fires dispatch-select - A technician or a job was chosen on a map of the fleet.
 * @fires dispatch-open - A job is to be seen whole, from a card on a map of the fleet.
 * @fires dispatch-pin - The pin was put elsewhere, where `pin-label` lets somebody move it.
 * @csspart technician - A technician on a map of the fleet without streets.
 * @csspart card - What is said of the technician or the job that is pointed at, on a map of the fleet.
 * @csspart marker - The technician.
 * @csspart pin - The address.
 * @csspart credit - Whose data the map is made of.
 * @cssstate drawn - The map stands on the screen.
 */
@customElement('dispatch-map')
export class DispatchMap extends LitElement {
  static override styles = [tokens, mapStyles];

  /** What to draw; without it, the visit of the nearest provider. */
  @property({attribute: false}) view: TrackingView | undefined;

  /** Draws the office's technicians and jobs instead of one visit. */
  @property({type: Boolean}) fleet = false;

  /** The board to draw as a fleet; without it, that of the nearest provider's office. */
  @property({attribute: false}) board: BoardStore | undefined;

  /** The day of the fleet: `today`, `YYYY-MM-DD`, or empty for everything. */
  @property() day = 'today';

  /** The colours of a fleet's statuses: `jobs` or `trips`. */
  @property() palette: PaletteName = 'jobs';

  /** The address of a MapLibre style, or (as a property) the style itself. */
  @property({attribute: 'map-style'}) mapStyle: string | object | undefined;

  /** The style in the dark; without it, `map-style`. */
  @property({attribute: 'map-style-dark'}) mapStyleDark: string | object | undefined;

  /** Where `maplibre-gl-worker.mjs` is, if not beside the module that loads it. */
  @property({attribute: 'worker-url'}) workerUrl: string | undefined;

  /** Draws on plain ground; MapLibre is not loaded. */
  @property({type: Boolean, attribute: 'no-tiles'}) noTiles = false;

  /** Lets somebody move the pin of the address, and says how to who hears the page: "The door: move it with the arrow keys". */
  @property({attribute: 'pin-label'}) pinLabel: string | undefined;

  /** Words of your own, instead of ours. */
  @property({attribute: false}) words: OwnWords | undefined;

  @state() private credits: readonly string[] = [];
  @state() private isMovedByPerson = false;

  @query('.ground') private readonly ground!: HTMLElement;

  readonly #states = new CustomStates(this);
  readonly #localizer = new Localizer(this);
  readonly #visit = new VisitController(this);
  readonly #office = new ClientController(this, client => this.#chooseBoard(client));
  readonly #platform = webPlatform();
  /** A technician of a fleet gets stale without news. */
  protected readonly ticker = new Ticker(this, () => this.fleet && 'minute');
  #connection: AbortController | undefined;
  #engine: MapEngine | undefined;
  #fleet: FleetView | undefined;
  #motion: MarkerMotion | undefined;
  #routeAhead: LatLng[] = [];
  #routeDrawnMs = -Infinity;
  #lastScene: MapScene | undefined;
  #frame = 0;
  #isFitted = false;
  readonly #pin = new MovablePin({
    engine: () => this.#engine,
    destination: () => this.#visit.snapshot.view?.destination,
    onMoved: () => this.#draw(),
    onPut: place => {
      this.#engine?.fit(this.#places(), {smooth: true});
      this.dispatchEvent(new DispatchPinEvent({place}));
    },
  });
  /** Seen, but not drawn yet. */
  #isDue = false;

  override connectedCallback(): void {
    super.connectedCallback();
    const connection = (this.#connection = new AbortController());
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.requestUpdate(), {
      signal: connection.signal,
    });
    const seen = new IntersectionObserver(entries => {
      if (!entries.some(entry => entry.isIntersecting)) return;
      seen.disconnect();
      this.#isDue = true;
      this.#openIfKnown();
    });
    seen.observe(this);
    const resized = new ResizeObserver(() => {
      this.#isFitted = false;
      this.#fit();
    });
    resized.observe(this);
    connection.signal.addEventListener('abort', () => {
      seen.disconnect();
      resized.disconnect();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#connection?.abort();
    this.#isDue = false;
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#close();
  }

  protected override updated(changed: PropertyValues<DispatchMap>): void {
    const isOther = ['mapStyle', 'mapStyleDark', 'noTiles'] as const;
    if (this.#engine && isOther.some(name => changed.has(name))) this.#reopen();
    this.#openIfKnown();
    this.#engine?.setLook(this.#look());
    if (this.fleet) void this.#showFleet();
    else {
      this.#follow();
      if (this.pinLabel !== undefined) void this.#pin.hold(this.pinLabel);
    }
  }

  protected override render() {
    return html`
      <div class="ground"></div>
      ${this.fleet ? html`<div class="fleet"></div>` : nothing}
      ${
        this.isMovedByPerson
          ? html`<button class="show-all" type="button" @click=${this.showAll}>
              ${this.#localizer.say('showAll')}
            </button>`
          : nothing
      }
      <p class="credit" part="credit">${this.#renderCredits()}</p>
    `;
  }

  /** Shows the technician and the address again, and follows them from here on. */
  showAll(): void {
    this.isMovedByPerson = false;
    this.#engine?.fit(this.#fleet?.places ?? this.#places(), {smooth: true});
  }

  #renderCredits() {
    return this.credits
      .flatMap(readCredit)
      .map(({text, href}) =>
        href
          ? html`<a href=${href} target="_blank" rel="noopener noreferrer"><bdi>${text}</bdi></a> `
          : html`<bdi>${text}</bdi> `,
      );
  }

  #chooseBoard(client: DispatchClient | undefined): BoardStore | undefined {
    if (!this.fleet) return undefined;
    return this.board ?? client?.board(this.day ? {day: this.day} : {});
  }

  /** Draws the board as it is now; what draws it is loaded only for a map that needs it. */
  async #showFleet(): Promise<void> {
    const {store} = this.#office;
    if (this.#fleet && this.#fleet.store !== store) {
      this.#fleet.close();
      this.#fleet = undefined;
    }
    if (this.#fleet) return this.#fleet.update();
    const {FleetView} = await import('./fleet-view.ts');
    const engine = this.#engine;
    if (!engine || !store || this.#fleet || store !== this.#office.store) return;
    this.#fleet = new FleetView({
      store,
      engine,
      look: () => ({theme: themeOf(this), palette: this.palette}),
      timeScale: () => this.#office.client?.clock.timeScale ?? 1,
      mayFit: () => !this.isMovedByPerson,
      panel: this.renderRoot.querySelector<HTMLElement>('.fleet')!,
      localizer: this.#localizer,
      onChosen: chosen => this.#chosen(chosen),
      onOpen: opened => this.#opened(opened),
    });
  }

  #opened({jobId, appointmentId}: {jobId: string; appointmentId: string | undefined}): void {
    this.dispatchEvent(new DispatchOpenEvent({jobId, ...(appointmentId && {appointmentId})}));
  }

  #chosen(chosen: MapSubject): void {
    this.#office.store?.select(chosen);
    this.dispatchEvent(new DispatchSelectEvent({jobId: chosen.jobId, memberId: chosen.memberId}));
  }

  #close(): void {
    this.#pin.release();
    this.#fleet?.close();
    this.#fleet = undefined;
    this.#engine?.close();
    this.#engine = undefined;
    this.#isFitted = false;
    this.#states.set('drawn', false);
  }

  #reopen(): void {
    this.#close();
    this.credits = [];
    void this.#open(this.#connection!.signal);
  }

  /** A fleet is known first: what draws streets would keep the first rows of a board beside it waiting. */
  #openIfKnown(): void {
    const isUnknown = this.fleet && (this.#office.store?.get().status ?? 'connecting') === 'connecting';
    if (!this.#isDue || isUnknown) return;
    this.#isDue = false;
    void this.#open(this.#connection!.signal);
  }

  async #open(signal: AbortSignal): Promise<void> {
    await this.updateComplete;
    const make = await this.#loadEngine();
    if (signal.aborted || this.#engine) return;
    const options = this.#engineOptions();
    try {
      this.#engine = make(options);
    } catch {
      // Without WebGL2, or where the page forbids the worker: the same on plain ground.
      const {drawnMap} = await import('./drawn-map.ts');
      if (signal.aborted || this.#engine) return;
      this.ground.replaceChildren();
      this.#engine = drawnMap(options);
    }
    if (this.fleet) return this.#showFleet();
    this.#draw();
    this.#fit();
    if (this.pinLabel !== undefined) void this.#pin.hold(this.pinLabel);
  }

  async #loadEngine(): Promise<(options: MapEngineOptions) => MapEngine> {
    if (!this.noTiles && hasWebGl2()) {
      try {
        return (await import('./engine.ts')).mapLibreMap;
      } catch {
        // Not installed, or not to be had just now.
      }
    }
    return (await import('./drawn-map.ts')).drawnMap;
  }

  #look(): MapLook {
    return {theme: themeOf(this), accent: getComputedStyle(this.ground).color};
  }

  #engineOptions(): MapEngineOptions {
    const style: Record<Theme, string | object> = {
      light: this.mapStyle ?? defaultStyles.light,
      dark: this.mapStyleDark ?? this.mapStyle ?? defaultStyles.dark,
    };
    return {
      container: this.ground,
      ...this.#look(),
      title: this.#localizer.say('map'),
      style,
      workerUrl: this.workerUrl,
      onMovedByPerson: () => (this.isMovedByPerson = true),
      onPressed: pressed => this.#fleet?.press(pressed),
      onPointed: pointed => this.#fleet?.point(pointed),
      onFrame: () => this.#fleet?.frame(),
      onDrawn: isDrawn => this.#states.set('drawn', isDrawn),
      onCredits: credits => {
        if (credits.join() !== this.credits.join()) this.credits = credits;
      },
    };
  }

  /** Takes up what the newest view says of the position. */
  #follow(): void {
    const view = this.#visit.snapshot.view;
    const position = view?.visit.position;
    const route = readRoute(view?.visit.route);
    if (!position) this.#motion = undefined;
    else {
      this.#motion = sight(
        this.#motion,
        {place: position, atMs: Date.parse(position.at), headingDegrees: position.headingDegrees},
        {
          elapsedMs: this.#platform.elapsedMs(),
          timeScale: view.timeScale ?? 1,
          route: this.#routeAhead,
          still: matchMedia('(prefers-reduced-motion: reduce)').matches,
        },
      );
    }
    this.#routeAhead = route;
    this.#routeDrawnMs = -Infinity;
    this.#draw();
    this.#fit();
  }

  #draw(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    if (!this.#engine) return;
    const elapsedMs = this.#platform.elapsedMs();
    const drawn = this.#motion && markerAt(this.#motion, elapsedMs);
    this.#engine.draw(this.#sceneAt(elapsedMs, drawn));
    if (drawn?.isMoving) this.#frame = requestAnimationFrame(() => this.#draw());
  }

  #sceneAt(elapsedMs: number, drawn: ReturnType<typeof markerAt> | undefined): MapScene {
    const view = this.#visit.snapshot.view;
    const pin = this.#pin.place;
    const isDue = !drawn?.isMoving || elapsedMs - this.#routeDrawnMs >= routeEveryMs;
    const rest = this.#routeAhead.length > 0 ? [...(drawn?.ahead ?? []), ...this.#routeAhead] : [];
    const route = isDue ? rest : (this.#lastScene?.route ?? []);
    if (isDue) this.#routeDrawnMs = elapsedMs;
    const name = view?.visit.technician?.name ?? this.#localizer.say('technicianFirst');
    this.#lastScene = {
      marker: drawn && {
        place: drawn.place,
        headingDegrees: drawn.headingDegrees,
        stale: view?.visit.phase === 'live_stale',
        label: name,
      },
      destination: pin && {place: pin, label: this.pinLabel ?? this.#localizer.say('destination')},
      route,
    };
    return this.#lastScene;
  }

  #fit(): void {
    const places = this.#fleet?.places ?? this.#places();
    if (!this.#engine || this.isMovedByPerson || places.length === 0) return;
    this.#engine.fit(places, {smooth: this.#isFitted});
    this.#isFitted = true;
  }

  #places(): LatLng[] {
    return [this.#visit.snapshot.view?.visit.position, this.#pin.place].filter(place => place !== undefined);
  }
}

/** The way that is left; none for a text that is no polyline: an element throws nothing into the page. */
function readRoute(route: string | undefined): LatLng[] {
  try {
    return route ? decodePolyline(route) : [];
  } catch {
    return [];
  }
}

let webGl2: boolean | undefined;

function hasWebGl2(): boolean {
  webGl2 ??= document.createElement('canvas').getContext('webgl2') !== null;
  return webGl2;
}

declare global {
  interface HTMLElementTagNameMap {
    'dispatch-map': DispatchMap;
  }
}
