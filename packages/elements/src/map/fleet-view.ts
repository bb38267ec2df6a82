import {webPlatform} from '@dispatch-kit/client';
import type {BoardStore} from '@dispatch-kit/client';
import type {LatLng} from '@dispatch-kit/core';
import {render} from 'lit';
import type {Localizer} from '../base/localizer.ts';
import {officeBook} from '../locales/office/book.ts';
import type {OfficeWord} from '../locales/office/en.ts';
import {fleetList} from './fleet-list.ts';
import {fleetStyles} from './fleet.styles.ts';
import {FleetScenes} from './fleet-scene.ts';
import type {FleetLook, FleetScene} from './fleet-scene.ts';
import type {MapEngine} from './map-scene.ts';

export interface FleetViewOptions {
  store: BoardStore;
  engine: MapEngine;
  look: () => Pick<FleetLook, 'theme' | 'palette'>;
  timeScale: () => number;
  /** Whether the camera may move by itself. */
  mayFit: () => boolean;
  /** Where the list of the technicians is drawn. */
  panel: HTMLElement;
  localizer: Localizer;
  onChosen(chosen: {memberId: string}): void;
}

/** Draws an office's board on a map, each technician moving from one report to the next. */
export class FleetView {
  readonly #options: FleetViewOptions;
  /** The board that is drawn. */
  readonly store: BoardStore;
  readonly #platform = webPlatform();
  readonly #scenes = new FleetScenes(this.#platform.elapsedMs());
  #scene!: FleetScene;
  #isFitted = false;
  #callOff: (() => void) | undefined;
  #isListed = false;
  #text = '';
  #hasWords = false;

  constructor(options: FleetViewOptions) {
    this.#options = options;
    this.store = options.store;
    this.update();
    void this.#openList();
  }

  close(): void {
    this.#callOff?.();
    this.#hasWords = false;
    render(null, this.#options.panel);
  }

  /** Takes up what the store knows now. */
  update(): void {
    const {store} = this;
    const {look, timeScale, engine} = this.#options;
    this.#scene = this.#scenes.sceneOf(store.get(), store.selection, {
      ...look(),
      nowMs: store.nowMs(),
      timeScale: timeScale(),
      elapsedMs: this.#platform.elapsedMs(),
      still: matchMedia('(prefers-reduced-motion: reduce)').matches,
    });
    engine.drawFleet(this.#scene);
    this.#waitForStale();
    this.#drawList();
    this.#fit();
  }

  /** Everything that is on the map. */
  get places(): LatLng[] {
    const {technicians, rows, pins} = this.#scene;
    const elapsedMs = this.#platform.elapsedMs();
    const markers = [...technicians.keys()].map(id => rows.at(id, elapsedMs)!.place);
    return [...markers, ...[...pins.values()].map(({place}) => place)];
  }

  async #openList(): Promise<void> {
    const {localizer, panel} = this.#options;
    const root = panel.getRootNode() as ShadowRoot;
    const sheet = fleetStyles.styleSheet!;
    if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
    await localizer.add(officeBook);
    this.#hasWords = panel.isConnected;
    this.#drawList();
  }

  #drawList(): void {
    if (!this.#hasWords) return;
    const {panel, localizer} = this.#options;
    const listing = {
      scene: this.#scene,
      positions: this.store.get().positions,
      elapsedMs: this.#platform.elapsedMs(),
      nowMs: this.store.nowMs(),
      isOpen: this.#isListed,
      text: this.#text,
      localizer: localizer as Localizer<OfficeWord>,
      onToggle: () => this.#toggleList(),
      onText: (text: string) => {
        this.#text = text;
        this.#drawList();
      },
      onChosen: (memberId: string) => this.#choose(memberId),
    };
    render(fleetList(listing), panel);
  }

  #toggleList(): void {
    this.#isListed = !this.#isListed;
    this.#drawList();
    const {panel} = this.#options;
    panel.querySelector<HTMLElement>(this.#isListed ? 'input' : '.fleet-toggle')?.focus();
  }

  #choose(memberId: string): void {
    const {engine, onChosen} = this.#options;
    onChosen({memberId});
    const at = this.#scene.rows.at(memberId, this.#platform.elapsedMs());
    if (at) engine.fit([at.place], {smooth: true});
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
