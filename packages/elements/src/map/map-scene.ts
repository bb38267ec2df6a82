import type {LatLng, Theme} from '@dispatch-kit/core';
import type {FleetRoute} from './fleet-route.ts';
import type {FleetScene} from './fleet-scene.ts';

/** What a customer's map shows at one moment. */
export interface MapScene {
  marker: {place: LatLng; headingDegrees: number | undefined; stale: boolean; label: string} | undefined;
  destination: {place: LatLng; label: string} | undefined;
  /** From the marker to the destination; empty where none is known. */
  route: readonly LatLng[];
}

/** Room at the edges for the marker, and for what lies over the upper one, in pixels. */
export const scenePadding = {top: 88, bottom: 64, left: 48, right: 48};

/** A technician or a job on an office's map. */
export interface MapSubject {
  memberId?: string;
  jobId?: string;
}

/** Draws scenes: on street tiles, or on plain ground where those cannot be had. */
export interface MapEngine {
  /** The pin of the address. */
  readonly pin: HTMLElement;
  draw(scene: MapScene): void;
  /** Draws an office's map instead of a customer's. */
  drawFleet(scene: FleetScene): void;
  /** Draws the rest of a technician's day on an office's map; undefined for none. */
  drawRoute(route: FleetRoute | undefined): void;
  /** Moves the camera so that all places are in view; `smooth` unless the picture is the first one. */
  fit(places: readonly LatLng[], options: {smooth: boolean}): void;
  /** Where a place is in the picture, in pixels from its upper left corner. */
  pixelOf(place: LatLng): {x: number; y: number};
  /** The middle of the picture, its size in pixels, and how wide the whole world would be in it. */
  view(): {center: LatLng; width: number; height: number; worldPixels: number};
  /** How large a technician is drawn on an office's map, pixels. */
  technicianRadius(): number;
  setLook(look: MapLook): void;
  close(): void;
}

export interface MapLook {
  theme: Theme;
  /** The colour of the route, `rgb(…)`. */
  accent: string;
}

/** What every engine is told when it is made. */
export interface MapEngineOptions extends MapLook {
  container: HTMLElement;
  title: string;
  /** A style of MapLibre: its address, or itself; one for each theme. */
  style: Readonly<Record<Theme, string | object>>;
  /** Where MapLibre's worker module is, if not beside its main module. */
  workerUrl: string | undefined;
  /** The person has moved the map: it must not move by itself any more. */
  onMovedByPerson(): void;
  /** A job's pin or a technician was pressed on an office's map; undefined for the ground between them. */
  onPressed(pressed: MapSubject | undefined): void;
  /** The pointer came over a job's pin or a technician of an office's map; undefined when it is over none of them any more. */
  onPointed(pointed: MapSubject | undefined): void;
  /** Another picture of an office's map was drawn: its camera or somebody in it may have moved. */
  onFrame(): void;
  /** Whose data the map is made of, as each source writes it. */
  onCredits(credits: readonly string[]): void;
  /** Whether ground and way stand on the screen. */
  onDrawn(isDrawn: boolean): void;
}
