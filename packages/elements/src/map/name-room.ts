/** A technician whose name may stand beside his marker, in pixels of the picture. */
export interface NamedMarker {
  readonly id: string;
  /** The middle of the marker. */
  readonly x: number;
  readonly y: number;
  /** How wide the name is. */
  readonly width: number;
  /** Is asked before all others, because he is selected. */
  readonly isSelected: boolean;
}

export type NameSide = 'left' | 'right';

export interface NameRoomOptions {
  /** Of a marker; that of the selected one is larger. */
  readonly radius: number;
  /** How wide the picture is: no name goes past its edges. */
  readonly width: number;
  /** Whose names stand there now, and on which side of their markers. */
  readonly shown: ReadonlyMap<string, NameSide>;
  /** The side that is tried first. */
  readonly side: NameSide;
}

export const namePixels = 18;
/** From a marker's edge to its name. */
export const nameGap = 5;
export const selectedShare = 1.3;
/**
 * A name that stands there stays until it overlaps by so much; one that does not comes only where there is so much more room than it takes. Between the two
 * nothing changes, so no name flickers while markers pass or the map is zoomed.
 */
const slackPixels = 6;

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Whose names have room, and on which side: no name lies over another name or marker. Who has had room keeps it before others get some. */
export function namesWithRoom(
  markers: readonly NamedMarker[],
  {radius, width, shown, side}: NameRoomOptions,
): Map<string, NameSide> {
  const rank = ({id, isSelected}: NamedMarker) => (isSelected ? 0 : shown.has(id) ? 1 : 2);
  const asked = markers.toSorted((a, b) => rank(a) - rank(b) || (a.id < b.id ? -1 : 1));
  const discs = markers.map(marker => ({id: marker.id, box: around(marker, radius)}));
  const taken: Box[] = [];
  const named = new Map<string, NameSide>();
  const isFree = (id: string, {left, right, top, bottom}: Box, slack: number) => {
    const needed = {left: left - slack, right: right + slack, top: top - slack, bottom: bottom + slack};
    if (needed.left < 0 || needed.right > width || taken.some(other => overlaps(other, needed))) return false;
    return !discs.some(disc => disc.id !== id && overlaps(disc.box, needed));
  };
  for (const marker of asked) {
    const kept = shown.get(marker.id);
    const sides = kept ? [kept, otherOf(kept)] : [side, otherOf(side)];
    const found = sides.find(each =>
      isFree(marker.id, boxOf(marker, radius, each), each === kept ? -slackPixels : slackPixels),
    );
    const chosen = found ?? (marker.isSelected ? sides[0] : undefined);
    if (!chosen) continue;
    taken.push(boxOf(marker, radius, chosen));
    named.set(marker.id, chosen);
  }
  return named;
}

const otherOf = (side: NameSide): NameSide => (side === 'left' ? 'right' : 'left');

function boxOf({x, y, width, isSelected}: NamedMarker, radius: number, side: NameSide): Box {
  const near = radius * (isSelected ? selectedShare : 1) + nameGap;
  const left = side === 'left' ? x - near - width : x + near;
  return {left, right: left + width, top: y - namePixels / 2, bottom: y + namePixels / 2};
}

function around({x, y}: NamedMarker, radius: number): Box {
  return {left: x - radius, right: x + radius, top: y - radius, bottom: y + radius};
}

function overlaps(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
