import {changedKeys} from '@dispatch-kit/client';
import type {BoardStore, OfficePicture} from '@dispatch-kit/client';
import {staleAfterMs, statusLook, statusesOf} from '@dispatch-kit/core';
import type {
  Appointment,
  Job,
  LatLng,
  Member,
  PaletteName,
  StatusColors,
  StatusSubject,
  TechnicianPosition,
  Theme,
} from '@dispatch-kit/core';
import {initialsOf} from '../base/format.ts';

/** A technician on an office's map. */
export interface FleetMarker {
  /** The member's id. */
  id: string;
  place: LatLng;
  /** When he was there, milliseconds since 1970. */
  atMs: number;
  headingDegrees: number | undefined;
  stale: boolean;
  name: string;
  initials: string;
  colors: {ground: string; text: string};
  selected: boolean;
}

/** A job on an office's map. */
export interface FleetPin {
  /** The job's id. */
  id: string;
  place: LatLng;
  title: string;
  color: string;
  selected: boolean;
}

/** What an office's map shows at one moment. */
export interface FleetScene {
  technicians: readonly FleetMarker[];
  /** By the id of the job; the same map while no pin is another one. */
  pins: ReadonlyMap<string, FleetPin>;
}

/** How a fleet is drawn. */
export interface FleetLook {
  theme: Theme;
  palette: PaletteName;
  nowMs: number;
}

/** Draws up an office's scenes one after the other; of the jobs only those that changed are looked at. */
export class FleetScenes {
  #jobs: OfficePicture['jobs'] = new Map();
  #visits = new Map<string, Appointment>();
  #pins: ReadonlyMap<string, FleetPin> = new Map();
  #drawnAs: {theme?: Theme; palette?: PaletteName; selectedId?: string | undefined} = {};

  sceneOf(picture: OfficePicture, selection: BoardStore['selection'], look: FleetLook): FleetScene {
    this.#takeJobs(picture.jobs, selection.jobId, look);
    const technicians = [...picture.positions.values()].map(position => {
      const isSelected = selection.memberId === position.memberId;
      const visit = this.#visits.get(position.appointmentId ?? '');
      return markerOf(position, picture.members.get(position.memberId), visit, isSelected, look);
    });
    return {technicians, pins: this.#pins};
  }

  #takeJobs(jobs: OfficePicture['jobs'], selectedId: string | undefined, {theme, palette}: FleetLook): void {
    const before = this.#drawnAs;
    const isSameLook = before.theme === theme && before.palette === palette;
    const changed = changedKeys(this.#jobs, jobs);
    for (const id of changed) {
      for (const visit of this.#jobs.get(id)?.appointments ?? []) this.#visits.delete(visit.id);
      for (const visit of jobs.get(id)?.appointments ?? []) this.#visits.set(visit.id, visit);
    }
    this.#jobs = jobs;
    this.#drawnAs = {theme, palette, selectedId};
    const other = before.selectedId === selectedId ? [] : [before.selectedId, selectedId];
    const keys = isSameLook ? [...changed, ...other] : [...changed, ...jobs.keys()];
    this.#repin(
      keys.filter(key => key !== undefined),
      selectedId,
      {theme, palette},
    );
  }

  #repin(keys: readonly string[], selectedId: string | undefined, look: Omit<FleetLook, 'nowMs'>): void {
    const entries = keys.map(key => {
      const job = this.#jobs.get(key);
      return [key, job && pinOf(job, key === selectedId, look)] as const;
    });
    const news = entries.filter(([key, pin]) => !isSamePin(this.#pins.get(key), pin));
    if (news.length === 0) return;
    const next = new Map(this.#pins);
    for (const [key, pin] of news) {
      if (pin) next.set(key, pin);
      else next.delete(key);
    }
    this.#pins = next;
  }
}

function isSamePin(a: FleetPin | undefined, b: FleetPin | undefined): boolean {
  if (!a || !b) return a === b;
  const isSamePlace = a.place.lat === b.place.lat && a.place.lng === b.place.lng;
  return isSamePlace && a.color === b.color && a.selected === b.selected && a.title === b.title;
}

function markerOf(
  position: TechnicianPosition,
  member: Member | undefined,
  visit: Appointment | undefined,
  selected: boolean,
  look: FleetLook,
): FleetMarker {
  const colors = colorsOf(look, 'appointment', visit?.status ?? 'draft');
  return {
    id: position.memberId,
    place: {lat: position.lat, lng: position.lng},
    atMs: Date.parse(position.at),
    headingDegrees: position.headingDegrees,
    stale: look.nowMs - Date.parse(position.at) > staleAfterMs,
    name: member?.name ?? '',
    initials: initialsOf(member?.name ?? '?'),
    colors: {ground: colors.solid, text: colors.onSolid},
    selected,
  };
}

function pinOf(job: Job, selected: boolean, look: Omit<FleetLook, 'nowMs'>): FleetPin | undefined {
  const {lat, lng} = job.address;
  if (lat === undefined || lng === undefined) return undefined;
  const color = colorsOf(look, 'job', job.status).solid;
  return {id: job.id, place: {lat, lng}, title: job.title, color, selected};
}

/** A status that is not known here looks like one that is over. */
function colorsOf(
  {palette, theme}: Omit<FleetLook, 'nowMs'>,
  subject: StatusSubject,
  status: string,
): StatusColors {
  const known = statusesOf(subject).find(each => each === status);
  return statusLook(palette, theme, subject, known ?? 'complete');
}
