export {DispatchClient} from './dispatch-client.ts';
export type {DispatchClientOptions, Me} from './dispatch-client.ts';
export {DispatchError, isDispatchError} from './errors.ts';
export type {ClientErrorCode, DispatchErrorDetails, DispatchErrorKind} from './errors.ts';
export {BoardStore} from './live/board-store.ts';
export type {BoardFilter, BoardSelection} from './live/board-store.ts';
export {HostOffice} from './live/host-office.ts';
export type {
  HostChange,
  HostCustomer,
  HostJob,
  HostMember,
  HostOfficeOptions,
  HostVisit,
} from './live/host-office.ts';
export {changedKeys, eachChange} from './live/versioned-map.ts';
export type {LiveEvent} from './live/live-event.ts';
export type {LiveStatus, OfficePicture, OfficeSource} from './live/office-source.ts';
export {OfficeStore} from './live/office-store.ts';
export type {OfficeView} from './live/office-view.ts';
export {polling} from './live/polling.ts';
export type {PollingOptions} from './live/polling.ts';
export {ServerClock} from './live/server-clock.ts';
export type {ClockReading} from './live/server-clock.ts';
export {stepsOf} from './live/steps.ts';
export type {PendingTap, Steps} from './live/steps.ts';
export {VisitStore, isTrackingView} from './live/visit-store.ts';
export type {VisitStoreOptions} from './live/visit-store.ts';
export type {
  VisitActions,
  VisitSnapshot,
  VisitSource,
  VisitStatus,
  VisitWindows,
} from './live/visit-source.ts';
export type {StreamOptions} from './live/stream.ts';
export {indexedDbPictures} from './live/indexed-db-pictures.ts';
export {memoryPictures} from './live/picture-storage.ts';
export type {PictureStorage} from './live/picture-storage.ts';
export {JobFolder} from './live/job-folder.ts';
export type {FolderContents, FolderSnapshot} from './live/job-folder.ts';
export {indexedDbOutbox} from './outbox/indexed-db-outbox.ts';
export type {IndexedDbOutboxOptions} from './outbox/indexed-db-outbox.ts';
export {memoryOutbox} from './outbox/memory-outbox.ts';
export type {
  KeptEntry,
  KeptNote,
  KeptPhoto,
  KeptTap,
  OutboxContents,
  OutboxStorage,
} from './outbox/outbox-storage.ts';
export {Outbox} from './outbox/outbox.ts';
export type {OutboxOptions, OutboxPlace} from './outbox/outbox.ts';
export type {OutboxSnapshot} from './outbox/outbox-view.ts';
export {workCommands} from './outbox/tap.ts';
export type {Tap, TapInput, Waiting, WorkCommand} from './outbox/tap.ts';
export type {NoteInput, WaitingNote} from './outbox/waiting-note.ts';
export type {PhotoInput, WaitingPhoto} from './outbox/waiting-photo.ts';
export {wait, webPlatform} from './platform.ts';
export type {Platform} from './platform.ts';
export type {BodyOf, Call, CallInput, CallOptions, QueryOf, ReplyOf} from './resources/call.ts';
export type {Commands} from './resources/commands.ts';
export type {PhotoQuery, Photos} from './resources/photos.ts';
export {eachOf} from './resources/resource.ts';
export type {Method, Resource} from './resources/resource.ts';
export {indexedDbPositions} from './sharing/indexed-db-positions.ts';
export type {IndexedDbPositionsOptions} from './sharing/indexed-db-positions.ts';
export {memoryPositions} from './sharing/position-storage.ts';
export type {PositionStorage} from './sharing/position-storage.ts';
export {LocationSharing} from './sharing/location-sharing.ts';
export type {LocationSharingOptions, SharingSnapshot, SharingStatus} from './sharing/location-sharing.ts';
export {webReceiver} from './sharing/web-receiver.ts';
export type {DeviceFix, Receiver, ReceiverTrouble} from './sharing/receiver.ts';
export {openVisit} from './visit.ts';
export type {VisitOptions} from './visit.ts';
