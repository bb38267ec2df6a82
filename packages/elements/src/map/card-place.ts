/** On which side of its marker a card stands. */
export type CardSide = 'above' | 'below' | 'right' | 'left';

export interface Size {
  width: number;
  height: number;
}

export interface Room {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface PlacedCard {
  /** Of its upper left corner, pixels. */
  x: number;
  y: number;
  side: CardSide;
}

const sides: readonly CardSide[] = ['above', 'below', 'right', 'left'];

/**
 * Puts a card beside a point so that it hides nothing of it: on the side where it is, as long as there is room, else on the first that
 * has some. Where no side has room it stands over the point, whole.
 *
 * @param gap from the point to the card, pixels.
 */
export function placeCard(
  point: {x: number; y: number},
  card: Size,
  room: Room,
  {gap, side}: {gap: number; side: CardSide | undefined},
): PlacedCard {
  const tried = side ? [side, ...sides] : sides;
  const fitting = tried.find(each => fits(each, point, card, room, gap)) ?? 'above';
  const isUpright = fitting === 'above' || fitting === 'below';
  const x = isUpright
    ? point.x - card.width / 2
    : fitting === 'right'
      ? point.x + gap
      : point.x - gap - card.width;
  const y = isUpright
    ? fitting === 'above'
      ? point.y - gap - card.height
      : point.y + gap
    : point.y - card.height / 2;
  return {
    x: within(x, room.left, room.right - card.width),
    y: within(y, room.top, room.bottom - card.height),
    side: fitting,
  };
}

function fits(
  side: CardSide,
  {x, y}: {x: number; y: number},
  {width, height}: Size,
  room: Room,
  gap: number,
): boolean {
  const isTall = room.bottom - room.top >= height;
  const isWide = room.right - room.left >= width;
  switch (side) {
    case 'above':
      return isWide && y - gap - height >= room.top;
    case 'below':
      return isWide && y + gap + height <= room.bottom;
    case 'right':
      return isTall && x + gap + width <= room.right;
    case 'left':
      return isTall && x - gap - width >= room.left;
  }
}

/** The first end wins where there is no room for both. */
function within(at: number, first: number, last: number): number {
  return Math.max(first, Math.min(last, at));
}
