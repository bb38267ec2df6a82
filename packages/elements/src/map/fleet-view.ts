import {webPlatform} from '@dispatch-kit/client';
import type {BoardStore} from '@dispatch-kit/client';
import type {LatLng} from '@dispatch-kit/core';
import {FleetScenes} from './fleet-scene.ts';
import type {FleetLook, FleetScene} from './fleet-scene.ts';
import type {MapEngine} from './map-scene.ts';
import {markerAt, sight} from './marker-motion.ts';
import type {MarkerMotion} from './marker-motion.ts';

export interface FleetViewOptions {
  store: BoardStore;
  engine: MapEngine;
  look: () => Omit<FleetLook, 'nowMs'>;
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
  readonly #motions = new Map<string, MarkerMotion>();
  readonly #scenes = new FleetScenes();
  #scene: FleetScene = {technicians: [], pins: new Map()};
  #frame = 0;
  #isFitted = false;

  constructor(options: FleetViewOptions) {
    this.#options = options;
    this.store = options.store;
    this.update();
  }

  close(): void {
    cancelAnimationFrame(this.#frame);
  }

  /** Takes up what the store knows now. */
  update(): void {
    const {store} = this;
    const look = {...this.#options.look(), nowMs: store.nowMs()};
    this.#scene = this.#scenes.sceneOf(store.get(), store.selection, look);
    for (const technician of this.#scene.technicians) this.#sight(technician);
    this.#draw();
    this.#fit();
  }

  /** Everything that is on the map. */
  get places(): LatLng[] {
    return [...this.#scene.technicians, ...this.#scene.pins.values()].map(({place}) => place);
  }

  #sight({id, place, atMs, headingDegrees}: FleetScene['technicians'][number]): void {
    const motion = sight(
      this.#motions.get(id),
      {place, atMs, headingDegrees},
      {
        elapsedMs: this.#platform.elapsedMs(),
        timeScale: this.#options.timeScale(),
        route: [],
        still: matchMedia('(prefers-reduced-motion: reduce)').matches,
      },
    );
    this.#motions.set(id, motion);
  }

  #draw(): void {
    cancelAnimationFrame(this.#frame);
    const elapsedMs = this.#platform.elapsedMs();
    let isMoving = false;
    const technicians = this.#scene.technicians.map(technician => {
      const drawn = markerAt(this.#motions.get(technician.id)!, elapsedMs);
      isMoving ||= drawn.isMoving;
      return {...technician, place: drawn.place};
    });
    this.#options.engine.drawFleet({technicians, pins: this.#scene.pins});
    if (isMoving) this.#frame = requestAnimationFrame(() => this.#draw());
  }

  #fit(): void {
    if (this.#isFitted || !this.#options.mayFit()) return;
    const {places} = this;
    if (places.length === 0) return;
    this.#isFitted = true;
    this.#options.engine.fit(places, {smooth: false});
  }
}
