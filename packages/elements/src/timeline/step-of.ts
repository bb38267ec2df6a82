import type {TrackingView} from '@dispatch-kit/core';

/** How far a visit has come, as the four steps show it; undefined where steps say nothing. */
export function stepOf(view: TrackingView | undefined): 0 | 1 | 2 | 3 | undefined {
  switch (view?.visit.phase) {
    case 'upcoming':
    case 'suspended':
      return 0;
    case 'live':
    case 'live_stale':
      return 1;
    case 'onsite':
      return 2;
    case 'feedback':
      return 3;
    case 'closed':
      return view.visit.outcome === 'done' ? 3 : undefined;
    default:
      return undefined;
  }
}
