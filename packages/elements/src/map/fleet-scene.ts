import {changedKeys, eachChange} from '@dispatch-kit/client';
import type {BoardSelection, OfficePicture} from '@dispatch-kit/client';
import {statusLook, statusesOf} from '@dispatch-kit/core';
import type {
  Appointment,
  AppointmentStatus,
  Job,
  LatLng,
  Member,
  PaletteName,
  StatusIcon,
  StatusLook,
  StatusSubject,
  Theme,
} from '@dispatch-kit/core';
import {initialsOf} from '../base/format.ts';
import {FleetRows} from './fleet-rows.ts';
import type {MarkerShape, RowContext} from './fleet-rows.ts';

/** How a technician looks on an office's map; where he is, is in the rows. */
export interface FleetMarker {
  /** The member's id. */
  id: string;
  name: string;
  initials: string;
  colors: {ground: string; text: string};
  /** Of the visit that he is on. */
  status: AppointmentStatus | undefined;
  /** Tells without colours whether he is on the way, at a door, or free. */
  shape: MarkerShape;
  selected: boolean;
}

/** A job on an office's map. */
export interface FleetPin {
  /** The job's id. */
  id: string;
  place: LatLng;
  title: string;
  color: string;
  /** How the job stands, without colours; and the colour of that. */
  icon: StatusIcon;
  ink: string;
  selected: boolean;
}

/** What an office's map shows at one moment. */
export interface FleetScene {
  /** By the id of the member; one is another object once he looks different. */
  technicians: ReadonlyMap<string, FleetMarker>;
  /** Where each of them is. */
  rows: FleetRows;
  /** By the id of the job; the same map while no pin is another one. */
  pins: ReadonlyMap<string, FleetPin>;
}

/** How a fleet is drawn. */
export interface FleetLook extends RowContext {
  theme: Theme;
  palette: PaletteName;
}

/** Draws up an office's scenes one after the other; only what changed is looked at. */
export class FleetScenes {
  readonly #rows: FleetRows;
  readonly #technicians = new Map<string, FleetMarker>();
  #picture: Pick<OfficePicture, 'jobs' | 'members' | 'positions'> = {
    jobs: new Map(),
    members: new Map(),
    positions: new Map(),
  };
  #visits = new Map<string, Appointment>();
  #pins: ReadonlyMap<string, FleetPin> = new Map();
  #drawnAs: {theme?: Theme; palette?: PaletteName; selection: BoardSelection} = {selection: {}};

  constructor(elapsedMs: number) {
    this.#rows = new FleetRows(elapsedMs);
  }

  sceneOf(picture: OfficePicture, selection: BoardSelection, look: FleetLook): FleetScene {
    const before = this.#drawnAs;
    const isSameLook = before.theme === look.theme && before.palette === look.palette;
    const touched = this.#takeJobs(picture.jobs, selection.jobId, look, isSameLook);
    this.#takePositions(picture.positions, touched, look);
    if (picture.members !== this.#picture.members)
      for (const id of changedKeys(this.#picture.members, picture.members)) touched.add(id);
    for (const {memberId} of [before.selection, selection]) if (memberId) touched.add(memberId);
    this.#picture = picture;
    for (const id of isSameLook ? touched : picture.positions.keys()) this.#dress(id, selection, look);
    if (selection.memberId) this.#rows.raise(selection.memberId);
    this.#drawnAs = {theme: look.theme, palette: look.palette, selection};
    return {technicians: this.#technicians, rows: this.#rows, pins: this.#pins};
  }

  /** Where they were seen; adds to `touched` who also looks different. */
  #takePositions(positions: OfficePicture['positions'], touched: Set<string>, look: FleetLook): void {
    const was = this.#picture.positions;
    eachChange(was, positions, (id, before, position) => {
      if (!position) this.#rows.remove(id);
      else this.#rows.take(id, position, look);
      if (!before || position?.appointmentId !== before.appointmentId) touched.add(id);
    });
  }

  #dress(id: string, selection: BoardSelection, look: FleetLook): void {
    const position = this.#picture.positions.get(id);
    if (!position) return void this.#technicians.delete(id);
    const visit = this.#visits.get(position.appointmentId ?? '');
    const marker = markerOf(id, this.#picture.members.get(id), visit, selection.memberId === id, look);
    // He is on a visit of another day than the board's: nobody may take him for free.
    if (!visit && position.appointmentId) marker.shape = 'enroute';
    const {colors, initials, selected, shape} = marker;
    this.#rows.look(id, {color: colors.ground, initials, selected, shape});
    this.#technicians.set(id, marker);
  }

  /** The pins; answers whose visits changed. */
  #takeJobs(
    jobs: OfficePicture['jobs'],
    selectedId: string | undefined,
    look: FleetLook,
    isSameLook: boolean,
  ): Set<string> {
    const before = this.#picture.jobs;
    const leads = new Set<string>();
    const changed = changedKeys(before, jobs);
    for (const id of changed) {
      for (const visit of before.get(id)?.appointments ?? []) this.#visits.delete(visit.id);
      for (const visit of jobs.get(id)?.appointments ?? []) this.#visits.set(visit.id, visit);
      const visits = [before, jobs].flatMap(each => each.get(id)?.appointments ?? []);
      for (const {leadId} of visits) if (leadId) leads.add(leadId);
    }
    const {jobId} = this.#drawnAs.selection;
    const other = jobId === selectedId ? [] : [jobId, selectedId];
    const keys = [...changed, ...(isSameLook ? other : jobs.keys())].filter(key => key !== undefined);
    this.#repin(jobs, keys, selectedId, look);
    return leads;
  }

  #repin(
    jobs: OfficePicture['jobs'],
    keys: readonly string[],
    selectedId: string | undefined,
    look: StatusPaint,
  ): void {
    const entries = keys.map(key => {
      const job = jobs.get(key);
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
  return (
    isSamePlace &&
    a.color === b.color &&
    a.icon === b.icon &&
    a.selected === b.selected &&
    a.title === b.title
  );
}

function markerOf(
  id: string,
  member: Member | undefined,
  visit: Appointment | undefined,
  selected: boolean,
  look: StatusPaint,
): FleetMarker {
  const colors = lookOf(look, 'appointment', visit?.status ?? 'draft');
  return {
    id,
    name: member?.name ?? '',
    initials: initialsOf(member?.name ?? '?'),
    colors: {ground: colors.solid, text: colors.onSolid},
    status: visit?.status,
    shape: shapeOf(visit?.status),
    selected,
  };
}

function pinOf(job: Job, selected: boolean, look: StatusPaint): FleetPin | undefined {
  const {lat, lng} = job.address;
  if (lat === undefined || lng === undefined) return undefined;
  const {solid: color, onSolid: ink, icon} = lookOf(look, 'job', job.status);
  return {id: job.id, place: {lat, lng}, title: job.title, color, icon, ink, selected};
}

function shapeOf(status: AppointmentStatus | undefined): MarkerShape {
  if (status === 'enroute') return 'enroute';
  return status === 'arrived' || status === 'started' ? 'on_site' : 'free';
}

type StatusPaint = Pick<FleetLook, 'theme' | 'palette'>;

/** A status that is not known here looks like one that is over. */
function lookOf({palette, theme}: StatusPaint, subject: StatusSubject, status: string): StatusLook {
  const known = statusesOf(subject).find(each => each === status);
  return statusLook(palette, theme, subject, known ?? 'complete');
}
