export {createServer} from './create-server.ts';
export type {DispatchServer} from './create-server.ts';
export {byChannel} from './channels/by-channel.ts';
export {consoleNotifier} from './notices/console-notifier.ts';
export {GeocoderBusy, ImageRefused, NoticeRefused, RouterBusy, defaultLimits} from './options.ts';
export {googleGeocoder} from './geocoding/google-geocoder.ts';
export {nominatimGeocoder} from './geocoding/nominatim-geocoder.ts';
export {photonGeocoder} from './geocoding/photon-geocoder.ts';
export {googleRouter} from './routing/google-router.ts';
export {osrmRouter} from './routing/osrm-router.ts';
export type {AskOptions} from './asking/ask-json.ts';
export {memoryFiles} from './photos/memory-files.ts';
export {fileStoreSuite} from './photos/file-store-suite.ts';
export {webCrypto} from './web-crypto.ts';
export type {
  Clock,
  Crypto,
  FileStore,
  Geocoder,
  Images,
  Limits,
  Log,
  LogLevel,
  Notifier,
  OutgoingNotice,
  PreparedPhoto,
  Receipt,
  RoutedWay,
  Router,
  ServerOptions,
  WebhookMessage,
  WebhookSender,
  TextLine,
} from './options.ts';
export type {Peer} from './http/door.ts';
export {memoryStorage} from './storage/memory-storage.ts';
export {StorageConflict} from './storage/storage.ts';
export type {Storage, Transaction} from './storage/storage.ts';
