import type {TrackingView} from '@dispatch-kit/core';

const telling = ['position', 'route', 'distanceMeters', 'stopsAhead'] as const;

/** What a view says of a place, though there is none to be shown; outside a live leg an estimate made from positions tells too. */
export function hintsIn({visit, others = []}: TrackingView, isLive: boolean): string[] {
  return [visit, ...others].flatMap(each => [
    ...telling.filter(name => each[name] !== undefined),
    ...(!isLive && each.eta && each.eta.source !== 'plan' ? ['eta'] : []),
  ]);
}
