import type {Notifier} from '../options.ts';

/** Sends nothing: writes each message to a line printer, such as `console.log`. The default while no channel is set up. */
export function consoleNotifier(print: (line: string) => void): Notifier {
  return {
    send: notice => {
      print(`[${notice.channel} ${notice.id}] ${notice.to}: ${notice.text}`);
      return Promise.resolve();
    },
  };
}
