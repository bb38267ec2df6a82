import {webPlatform} from '@dispatch-kit/client';
import type {BoardStore} from '@dispatch-kit/client';
import type {LatLng} from '@dispatch-kit/core';
import {render} from 'lit';
import type {Localizer} from '../base/localizer.ts';
import {officeBook} from '../locales/office/book.ts';
import type {OfficeLocalizer, OfficeSay} from '../order/office-words.ts';
import {jobCard, technicianCard} from './card-template.ts';
import {FleetArrivals} from './fleet-arrivals.ts';
import type {Arrived} from './fleet-arrivals.ts';
import {FleetCard} from './fleet-card.ts';
import {jobFacts, remainingVisits, technicianFacts} from './fleet-facts.ts';
import {fleetRoute} from './fleet-route.ts';
import {fleetList} from './fleet-list.ts';
import {FleetNames} from './fleet-names.ts';
import {FleetScenes} from './fleet-scene.ts';
import type {FleetLook, FleetScene} from './fleet-scene.ts';
import {fleetStyles} from './fleet.styles.ts';
import {metersPerUnit, worldUnits} from './fixed-mercator.ts';
import {LegLine} from './leg-line.ts';
import type {MapEngine, MapSubject} from './map-scene.ts';

/** Reports are taken up often enough that nobody so fast falls behind by more than so many pixels; and at least so often. */
const behind = {metersPerSecond: 30, pixels: 2, longestMs: 5_000};
/** The line shortens so often while its technician moves. */
const routeEveryMs = 250;

export interface FleetViewOptions {
  store: BoardStore;
  engine: MapEngine;
  look: () => Pick<FleetLook, 'theme' | 'palette'>;
  timeScale: () => number;
  /** Whether the camera may move by itself. */
  mayFit: () => boolean;
  /** Where list and card are drawn, over the map. */
  panel: HTMLElement;
  localizer: Localizer;
  onChosen(chosen: MapSubject): void;
  onOpen(opened: {jobId: string; appointmentId: string | undefined}): void;
}

/** Draws an office's board on a map, each technician moving from one report to the next, with a list and a card over it. */
export class FleetView {
  readonly #options: FleetViewOptions;
  /** The board that is drawn. */
  readonly store: BoardStore;
  readonly #platform = webPlatform();
  readonly #scenes = new FleetScenes(this.#platform.elapsedMs());
  readonly #legLine: LegLine;
  readonly #listPlace = document.createElement('div');
  readonly #names: FleetNames;
  #card: FleetCard | undefined;
  #scene!: FleetScene;
  #isFitted = false;
  #callOff: (() => void) | undefined;
  readonly #arrivals: FleetArrivals;
  #isListed = false;
  #text = '';
  #routeDrawnMs = -Infinity;
  #hasRoute = false;

  constructor(options: FleetViewOptions) {
    this.#options = options;
    this.store = options.store;
    this.#listPlace.className = 'fleet-side';
    options.panel.append(this.#listPlace);
    this.#names = new FleetNames(options);
    this.#legLine = new LegLine({
      platform: this.#platform,
      ask: appointmentId => this.store.routeTo(appointmentId),
      onCome: () => this.#drawRoute(),
    });
    this.#arrivals = new FleetArrivals({
      platform: this.#platform,
      unseenMs: () => this.#unseenMs(),
      take: (arrived, before) => this.#take(arrived, before),
    });
    this.update();
    void this.#open();
  }

  close(): void {
    this.#callOff?.();
    this.#arrivals.close();
    this.#card?.close();
    this.#names.close();
    this.#card = undefined;
    render(null, this.#listPlace);
    this.#listPlace.remove();
  }

  /** Takes up what the store knows now; what is nothing but places, once it can be seen. */
  update(): void {
    const {store} = this;
    const {look, localizer} = this.#options;
    const {theme, palette} = look();
    this.#arrivals.arrive({
      picture: store.get(),
      drawnAs: [store.selection, theme, palette, localizer.locale],
      nowMs: store.nowMs(),
      elapsedMs: this.#platform.elapsedMs(),
    });
  }

  /** How long it takes until the fastest is seen to have gone on. */
  #unseenMs(): number {
    const {engine, timeScale} = this.#options;
    const {center, worldPixels} = engine.view();
    const metersPerPixel = (metersPerUnit(center.lat) * worldUnits) / worldPixels;
    const metersPerMs = (behind.metersPerSecond * timeScale()) / 1000;
    return Math.min(behind.longestMs, (behind.pixels * metersPerPixel) / metersPerMs);
  }

  #take(arrived: Arrived, before?: Arrived): void {
    const {engine} = this.#options;
    if (before) this.#sceneOf(before);
    this.#scene = this.#sceneOf(arrived);
    engine.drawFleet(this.#scene);
    this.#drawRoute();
    this.#waitForStale();
    this.#names.update(this.#scene);
    this.#drawList();
    this.#card?.update();
    this.#fit();
  }

  /** As of when it came. */
  #sceneOf({picture, nowMs, elapsedMs}: Arrived): FleetScene {
    const {look, timeScale} = this.#options;
    return this.#scenes.sceneOf(picture, this.store.selection, {
      ...look(),
      nowMs,
      elapsedMs,
      timeScale: timeScale(),
      still: matchMedia('(prefers-reduced-motion: reduce)').matches,
    });
  }

  /** Another picture of the map was drawn. */
  frame(): void {
    this.#arrivals.follow();
    this.#card?.frame();
    this.#names.frame();
    if (this.#hasRoute && this.#platform.elapsedMs() - this.#routeDrawnMs >= routeEveryMs) this.#drawRoute();
  }

  /** The pointer is on somebody, or on nobody. */
  point(subject: MapSubject | undefined): void {
    this.#card?.point(subject);
  }

  /** Somebody was pressed on the map, or the ground. */
  press(subject: MapSubject | undefined): void {
    if (subject) this.#options.onChosen(subject);
    this.#card?.press(subject);
  }

  /** Everything that is on the map. */
  get places(): LatLng[] {
    const {technicians, rows, pins} = this.#scene;
    const elapsedMs = this.#platform.elapsedMs();
    const markers = [...technicians.keys()].map(id => rows.at(id, elapsedMs)!.place);
    return [...markers, ...[...pins.values()].map(({place}) => place)];
  }

  /** Once there are words for it. */
  async #open(): Promise<void> {
    const {localizer, panel, engine} = this.#options;
    const root = panel.getRootNode() as ShadowRoot;
    const sheet = fleetStyles.styleSheet!;
    if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
    await localizer.add(officeBook);
    if (!this.#listPlace.isConnected) return;
    this.#card = new FleetCard({
      panel,
      engine,
      placeOf: subject => this.#placeOf(subject),
      contentOf: subject => this.#contentOf(subject),
      list: () => this.#listPlace.querySelector<HTMLElement>('.fleet-list:not([hidden])'),
      onChange: () => this.#drawList(),
    });
    this.#drawList();
  }

  #drawList(): void {
    if (!this.#card) return;
    const {panel, localizer} = this.#options;
    panel.dir = localizer.direction;
    const listing = {
      scene: this.#scene,
      picture: this.store.get(),
      elapsedMs: this.#platform.elapsedMs(),
      nowMs: this.store.nowMs(),
      isOpen: this.#isListed,
      text: this.#text,
      localizer: localizer as OfficeLocalizer,
      shown: this.#card.shown,
      onToggle: () => this.#toggleList(),
      onText: (text: string) => {
        this.#text = text;
        this.#drawList();
      },
      onPressed: (subject: MapSubject) => this.#choose(subject),
      onFocused: (subject: MapSubject | undefined) => this.#card?.focus(subject),
    };
    render(fleetList(listing), this.#listPlace);
  }

  #toggleList(): void {
    this.#isListed = !this.#isListed;
    this.#drawList();
    this.#listPlace.querySelector<HTMLElement>(this.#isListed ? 'input' : '.fleet-toggle')?.focus();
  }

  /** Chosen in the list: brought into view too. */
  #choose(subject: MapSubject): void {
    this.press(subject);
    const place = this.#placeOf(subject);
    if (place) this.#options.engine.fit([place], {smooth: true});
  }

  /** The rest of the day of whoever is selected. */
  #drawRoute(): void {
    const {memberId} = this.store.selection;
    if (!memberId && !this.#hasRoute) return;
    const picture = this.store.get();
    const elapsedMs = this.#platform.elapsedMs();
    const drawn = memberId ? this.#scene.rows.at(memberId, elapsedMs) : undefined;
    const at = drawn?.place;
    const [first] = memberId ? remainingVisits(picture, memberId) : [];
    const line = first?.status === 'enroute' ? this.#legLine.to(first.id, at) : [];
    const nowMs = this.store.nowMs();
    const route = memberId ? fleetRoute(picture, {memberId, nowMs, at, line}) : undefined;
    this.#options.engine.drawRoute(route);
    this.#hasRoute = route !== undefined;
    // Who stands has come to the end of his way: the picture of now holds.
    this.#routeDrawnMs = drawn?.isMoving ? elapsedMs : Infinity;
  }

  #placeOf({memberId, jobId}: MapSubject): LatLng | undefined {
    if (memberId) return this.#scene.rows.at(memberId, this.#platform.elapsedMs())?.place;
    return this.#scene.pins.get(jobId ?? '')?.place;
  }

  #contentOf({memberId, jobId}: MapSubject) {
    const {localizer, look, onOpen} = this.#options;
    const picture = this.store.get();
    const nowMs = this.store.nowMs();
    const format = {locale: localizer.locale, timeZone: picture.organization?.timeZone};
    const {palette} = look();
    const office = localizer as OfficeLocalizer;
    const say: OfficeSay = (key, values) => office.say(key, values);
    const words = {say, format, nowMs, palette, onOpen};
    const marker = memberId && this.#scene.technicians.get(memberId);
    if (marker) {
      const facts = technicianFacts(picture, marker.id, nowMs);
      return {name: marker.name, content: technicianCard(marker, facts, words)};
    }
    const facts = jobId && jobFacts(picture, jobId, nowMs);
    return facts ? {name: facts.entry.job.title, content: jobCard(facts, words)} : undefined;
  }

  /** Who is not heard of any more turns pale, though no report comes that says so. */
  #waitForStale(): void {
    this.#callOff?.();
    const elapsedMs = this.#platform.elapsedMs();
    const nextMs = this.#scene.rows.nextStaleMs(elapsedMs);
    if (nextMs === undefined) return;
    this.#callOff = this.#platform.after(nextMs - elapsedMs, () => {
      this.#options.engine.drawFleet(this.#scene);
      this.#waitForStale();
    });
  }

  #fit(): void {
    if (this.#isFitted || !this.#options.mayFit()) return;
    const {places} = this;
    if (places.length === 0) return;
    this.#isFitted = true;
    this.#options.engine.fit(places, {smooth: false});
  }
}
