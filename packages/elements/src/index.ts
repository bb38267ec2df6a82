export {DispatchEta} from './eta/dispatch-eta.ts';
export {
  DispatchArrivedEvent,
  DispatchCommandEvent,
  DispatchErrorEvent,
  DispatchEtaEvent,
  DispatchPhaseEvent,
  DispatchRatedEvent,
  DispatchStaleEvent,
} from './events.ts';
export type {Words} from './locales/en.ts';
export {DispatchMap} from './map/dispatch-map.ts';
export {DispatchProvider} from './provider/dispatch-provider.ts';
export type {ProviderBrand} from './provider/dispatch-provider.ts';
export {DispatchStatus} from './status/dispatch-status.ts';
export {DispatchTracker} from './tracker/dispatch-tracker.ts';
