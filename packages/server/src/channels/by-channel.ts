import type {Notifier, OutgoingNotice} from '../options.ts';

/** Sends each message over the notifier of its channel; what has none goes to `otherwise`. */
export function byChannel(
  channels: Partial<Record<OutgoingNotice['channel'], Notifier>>,
  otherwise: Notifier,
): Notifier {
  return {send: notice => (channels[notice.channel] ?? otherwise).send(notice)};
}
