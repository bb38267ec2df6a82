export {DispatchAgenda} from './agenda/dispatch-agenda.ts';
export {DispatchAnswers} from './answers/dispatch-answers.ts';
export {DispatchThread} from './answers/dispatch-thread.ts';
export type {BoardSource} from './board/board-source.ts';
export {DispatchBoard} from './board/dispatch-board.ts';
export {DispatchBooking} from './booking/dispatch-booking.ts';
export {DispatchEta} from './eta/dispatch-eta.ts';
export {
  DispatchArrivedEvent,
  DispatchBookedEvent,
  DispatchCommandEvent,
  DispatchErrorEvent,
  DispatchEtaEvent,
  DispatchOpenEvent,
  DispatchPhaseEvent,
  DispatchRatedEvent,
  DispatchSelectEvent,
  DispatchSignedInEvent,
  DispatchStaleEvent,
} from './events.ts';
export {DispatchHeadline} from './headline/dispatch-headline.ts';
export {DispatchImport} from './import/dispatch-import.ts';
export type {CustomerWord} from './locales/customer/en.ts';
export {DispatchJob} from './job/dispatch-job.ts';
export type {Words} from './locales/en.ts';
export type {FieldWord} from './locales/field/en.ts';
export type {ImportWord} from './locales/import/en.ts';
export type {PocketWord} from './locales/pocket/en.ts';
export {DispatchMap} from './map/dispatch-map.ts';
export {DispatchNewOrder} from './order/dispatch-new-order.ts';
export type {Place} from './order/new-order-form.ts';
export {DispatchOffers} from './offers/dispatch-offers.ts';
export {DispatchDashboard} from './dashboard/dispatch-dashboard.ts';
export {DispatchDayReview} from './review/dispatch-day-review.ts';
export {DispatchTeam} from './team/dispatch-team.ts';
export {DispatchProvider} from './provider/dispatch-provider.ts';
export type {ProviderBrand} from './provider/dispatch-provider.ts';
export {DispatchSchedule} from './schedule/dispatch-schedule.ts';
export {DispatchSharing} from './sharing/dispatch-sharing.ts';
export {DispatchSignIn} from './sign-in/dispatch-sign-in.ts';
export {DispatchStatusButton} from './status/dispatch-status-button.ts';
export {DispatchStatus} from './status/dispatch-status.ts';
export {DispatchSurvey} from './survey/dispatch-survey.ts';
export {DispatchTechnician} from './technician/dispatch-technician.ts';
export {DispatchTimeline} from './timeline/dispatch-timeline.ts';
export {DispatchTracker} from './tracker/dispatch-tracker.ts';
export {DispatchVisit} from './visit/dispatch-visit.ts';
