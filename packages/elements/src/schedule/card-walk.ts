import type {Card, ScheduleView} from './schedule-model.ts';

/** Where the keyboard goes from a card. */
export type Step = 'earlier' | 'later' | 'up' | 'down' | 'first' | 'last';

/** The card that a step leads to from another; the first of all from nowhere, undefined where the way ends. */
export function stepFrom(view: ScheduleView, key: string | undefined, step: Step): Card | undefined {
  const rows = [view.unassigned, ...view.rows].map(row => row.cards).filter(cards => cards.length > 0);
  const at = rows.findIndex(cards => cards.some(card => card.key === key));
  const own = rows[at];
  if (!own) return rows[0]?.[0];
  const index = own.findIndex(card => card.key === key);
  if (step === 'earlier') return own[index - 1];
  if (step === 'later') return own[index + 1];
  if (step === 'first') return own[0];
  if (step === 'last') return own.at(-1);
  return nearest(rows[at + (step === 'up' ? -1 : 1)] ?? [], own[index]!.startMs);
}

function nearest(cards: readonly Card[], ms: number): Card | undefined {
  return cards.reduce<Card | undefined>((best, card) => {
    const isNearer = !best || Math.abs(card.startMs - ms) < Math.abs(best.startMs - ms);
    return isNearer ? card : best;
  }, undefined);
}

/** A card by its key. */
export function cardOf(view: ScheduleView | undefined, key: string | undefined): Card | undefined {
  if (!view || key === undefined) return undefined;
  for (const {cards} of [view.unassigned, ...view.rows]) {
    const found = cards.find(card => card.key === key);
    if (found) return found;
  }
  return undefined;
}
