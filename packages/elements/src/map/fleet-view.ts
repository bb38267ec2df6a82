import {webPlatform} from '@dispatch-kit/client';
import type {BoardStore} from '@dispatch-kit/client';
import type {LatLng} from '@dispatch-kit/core';
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

  constructor(options: FleetViewOptions) {
    this.#options = options;
    this.store = options.store;
    this.update();
  }

  close(): void {
    this.#callOff?.();
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
    this.#fit();
  }

  /** Everything that is on the map. */
  get places(): LatLng[] {
    const {technicians, rows, pins} = this.#scene;
    const elapsedMs = this.#platform.elapsedMs();
    const markers = [...technicians.keys()].map(id => rows.at(id, elapsedMs)!.place);
    return [...markers, ...[...pins.values()].map(({place}) => place)];
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
