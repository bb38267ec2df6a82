import type {Me} from '@dispatch-kit/client';
import {fragmentWith} from '../board/view-in-hash.ts';
import type {IconName} from '../base/icons.ts';
import type {OfficeWord} from '../locales/office/en.ts';

/** What a dashboard shows beside its counts, one at a time. */
export type DeskView = 'board' | 'schedule' | 'map' | 'offers' | 'review' | 'team';

interface Listed {
  readonly view: DeskView;
  readonly word: OfficeWord;
  readonly icon: IconName;
  load(): Promise<unknown>;
}

/** The views in their order, each loaded when it is shown first. */
export const deskViews: readonly Listed[] = [
  {view: 'board', word: 'board', icon: 'groups', load: () => import('../board/dispatch-board.ts')},
  {
    view: 'schedule',
    word: 'schedule',
    icon: 'calendar',
    load: () => import('../schedule/dispatch-schedule.ts'),
  },
  {view: 'map', word: 'map', icon: 'pin', load: () => import('../map/dispatch-map.ts')},
  {view: 'offers', word: 'offers', icon: 'inbox', load: () => import('../offers/dispatch-offers.ts')},
  {view: 'review', word: 'dayReview', icon: 'tick', load: () => import('../review/dispatch-day-review.ts')},
  {view: 'team', word: 'team', icon: 'person', load: () => import('../team/dispatch-team.ts')},
];

/**
 * The views that somebody may see: all while it is not known who looks.
 *
 * @param options.hasMap the map is one of them, and has no place of its own.
 */
export function viewsFor(me: Me | undefined, {hasMap}: {hasMap: boolean}) {
  const sees = (capability: string) => !me || me.capabilities[capability] === 'all';
  return deskViews.filter(({view}) => {
    if (view === 'map') return hasMap;
    if (view === 'offers' || view === 'review') return sees('plan');
    return view !== 'team' || sees('people.read');
  });
}

/** The view that a fragment names (`#view=schedule`). */
export function viewNamed(hash: string): DeskView | undefined {
  const name = new URLSearchParams(hash.slice(1)).get('view');
  return deskViews.find(each => each.view === name)?.view;
}

/** The fragment with a view in it, and all else that stood there. */
export function hashNaming(view: DeskView, hash: string): string {
  return fragmentWith(hash, ['view'], new URLSearchParams(view === 'board' ? {} : {view}));
}
