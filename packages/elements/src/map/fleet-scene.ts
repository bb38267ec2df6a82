import type {BoardStore, OfficePicture} from '@dispatch-kit/client';
import {staleAfterMs, statusLook, statusesOf} from '@dispatch-kit/core';
import type {
  Job,
  LatLng,
  Member,
  PaletteName,
  StatusColors,
  StatusSubject,
  TechnicianPosition,
  Theme,
} from '@dispatch-kit/core';

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
  pins: readonly FleetPin[];
}

/** How a fleet is drawn. */
export interface FleetLook {
  theme: Theme;
  palette: PaletteName;
  nowMs: number;
}

/** The technicians that may be seen, in the colours of the visit that each is on. */
export function fleetMarkers(
  picture: OfficePicture,
  selection: BoardStore['selection'],
  look: FleetLook,
): FleetMarker[] {
  return [...picture.positions.values()].map(position => {
    const member = picture.members.get(position.memberId);
    return markerOf(position, member, picture, selection.memberId === position.memberId, look);
  });
}

/** The jobs that have a place, in the colours of their status. */
export function fleetPins(
  picture: OfficePicture,
  selection: BoardStore['selection'],
  look: Omit<FleetLook, 'nowMs'>,
): FleetPin[] {
  return [...picture.jobs.values()].flatMap(job => pinOf(job, selection.jobId === job.id, look) ?? []);
}

function markerOf(
  position: TechnicianPosition,
  member: Member | undefined,
  {jobs}: OfficePicture,
  selected: boolean,
  look: FleetLook,
): FleetMarker {
  const visit = [...jobs.values()]
    .flatMap(job => job.appointments)
    .find(({id}) => id === position.appointmentId);
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

function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter(word => word !== '');
  return words
    .slice(0, 2)
    .map(word => [...word][0]!.toLocaleUpperCase())
    .join('');
}
