import {webPlatform} from '@dispatch-kit/client';
import {worldUnits} from './fixed-mercator.ts';
import type {FleetScene} from './fleet-scene.ts';
import type {MapEngine} from './map-scene.ts';
import {nameGap, namesWithRoom, selectedShare} from './name-room.ts';
import type {NameSide} from './name-room.ts';

/** With more in view there are no names; there are again once there are as few as the second says. */
const mostNamed = {leave: 80, come: 60};
/** Whose names have room is decided anew so often while something moves. */
const decideEveryMs = 200;
const widestPixels = 150;
const font = '600 12px system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';

export interface FleetNamesOptions {
  /** What lies over the map; the names are below all else there. */
  panel: HTMLElement;
  engine: MapEngine;
}

/** The names of technicians on the ground, as elements that are put beside their markers in the same picture. */
export class FleetNames {
  readonly #options: FleetNamesOptions;
  readonly #platform = webPlatform();
  readonly #place = document.createElement('div');
  /** Of those who have a name, and of those whose name is just fading. */
  readonly #labels = new Map<string, HTMLElement>();
  readonly #widths = new Map<string, number>();
  readonly #measure = document.createElement('canvas').getContext('2d')!;
  #shown: ReadonlyMap<string, NameSide> = new Map();
  #scene: FleetScene | undefined;
  #isCrowded = false;
  #decidedMs = -Infinity;
  #callOff: (() => void) | undefined;

  constructor(options: FleetNamesOptions) {
    this.#options = options;
    this.#place.className = 'fleet-names';
    this.#place.ariaHidden = 'true';
    this.#measure.font = font;
    options.panel.prepend(this.#place);
  }

  close(): void {
    this.#callOff?.();
    this.#place.remove();
  }

  /** There may be others, or other names. */
  update(scene: FleetScene): void {
    this.#scene = scene;
    this.#wait();
  }

  /** Follows the markers into the picture that has just been drawn. */
  frame(): void {
    if (!this.#scene) return;
    const elapsedMs = this.#platform.elapsedMs();
    if (elapsedMs - this.#decidedMs >= decideEveryMs) this.#decide();
    else this.#wait();
    this.#put(elapsedMs);
  }

  #wait(): void {
    this.#callOff ??= this.#platform.after(decideEveryMs, () => {
      this.#decide();
      this.#put(this.#platform.elapsedMs());
    });
  }

  #decide(): void {
    this.#callOff?.();
    this.#callOff = undefined;
    const elapsedMs = (this.#decidedMs = this.#platform.elapsedMs());
    for (const [id, label] of this.#labels) {
      if (this.#shown.has(id)) continue;
      label.remove();
      this.#labels.delete(id);
    }
    this.#shown = this.#withRoom(elapsedMs);
    for (const [id, label] of this.#labels) label.classList.toggle('shown', this.#shown.has(id));
    for (const id of this.#shown.keys()) this.#show(id);
  }

  #withRoom(elapsedMs: number): ReadonlyMap<string, NameSide> {
    const {rows, technicians} = this.#scene!;
    const {engine, panel} = this.#options;
    const {center, width, height, worldPixels} = engine.view();
    const units = worldUnits / worldPixels;
    const reach = {x: (width / 2) * units, y: (height / 2) * units};
    const most = this.#isCrowded ? mostNamed.come : mostNamed.leave;
    const ids = rows.idsAround(center, reach, most);
    this.#isCrowded = ids === undefined;
    const markers = (ids ?? []).flatMap(id => {
      const marker = technicians.get(id);
      const at = rows.at(id, elapsedMs);
      if (!marker?.name || !at) return [];
      return [
        {id, ...pointOf(engine, at.place), width: this.#widthOf(marker.name), isSelected: marker.selected},
      ];
    });
    const radius = engine.technicianRadius();
    const side = panel.dir === 'rtl' ? 'left' : 'right';
    return namesWithRoom(markers, {radius, width, shown: this.#shown, side});
  }

  #show(id: string): void {
    const {name} = this.#scene!.technicians.get(id)!;
    const known = this.#labels.get(id);
    if (known?.textContent === name) return;
    const label = known ?? document.createElement('bdi');
    label.textContent = name;
    if (known) return;
    label.className = 'fleet-name';
    this.#labels.set(id, label);
    this.#place.append(label);
    // Its first picture is one without it, so that it comes gently.
    requestAnimationFrame(() => label.classList.toggle('shown', this.#shown.has(id)));
  }

  #put(elapsedMs: number): void {
    const {engine} = this.#options;
    const {rows, technicians} = this.#scene!;
    const radius = engine.technicianRadius();
    for (const [id, label] of this.#labels) {
      const at = rows.at(id, elapsedMs);
      // One that fades stays where it was.
      const side = this.#shown.get(id);
      if (!at || !side) continue;
      const near = radius * (technicians.get(id)?.selected ? selectedShare : 1) + nameGap;
      const {x, y} = engine.pixelOf(at.place);
      const across = side === 'left' ? `${(x - near).toFixed(1)}px - 100%` : `${(x + near).toFixed(1)}px`;
      label.style.translate = `calc(${across}) calc(${y.toFixed(1)}px - 50%)`;
    }
  }

  #widthOf(name: string): number {
    let width = this.#widths.get(name);
    if (width === undefined) {
      width = Math.min(widestPixels, Math.ceil(this.#measure.measureText(name).width) + 2);
      this.#widths.set(name, width);
    }
    return width;
  }
}

function pointOf(engine: MapEngine, place: {lat: number; lng: number}): {x: number; y: number} {
  const {x, y} = engine.pixelOf(place);
  return {x, y};
}
