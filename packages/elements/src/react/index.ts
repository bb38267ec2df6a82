// Made by `npm run docs` from the classes of the elements: change those.
export {DispatchAgenda} from './agenda.ts';
export {DispatchBoard} from './board.ts';
export {DispatchEta} from './eta.ts';
export {DispatchMap} from './map.ts';
export {DispatchNewOrder} from './new-order.ts';
export {DispatchProvider} from './provider.ts';
export {DispatchSharing} from './sharing.ts';
export {DispatchStatusButton} from './status-button.ts';
export {DispatchStatus} from './status.ts';
export {DispatchTimeline} from './timeline.ts';
export {DispatchTracker} from './tracker.ts';
export {DispatchVisit} from './visit.ts';
