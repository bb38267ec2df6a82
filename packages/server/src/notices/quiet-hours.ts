import type {QuietHours} from '@dispatch-kit/core';
import {dayIn, dayMs, localMs} from '@dispatch-kit/core';

/** When quiet hours that hold now will end; undefined outside them. They may run over midnight. */
export function quietUntil(hours: QuietHours | null, timeZone: string, nowMs: number): number | undefined {
  if (!hours || hours.from === hours.to) return undefined;
  for (const shift of [-dayMs, 0]) {
    const day = dayIn(timeZone, nowMs + shift);
    const fromMs = localMs(`${day}T${hours.from}:00`, timeZone);
    const endDay =
      hours.to > hours.from ? day : dayIn(timeZone, localMs(`${day}T12:00:00`, timeZone) + dayMs);
    const toMs = localMs(`${endDay}T${hours.to}:00`, timeZone);
    if (fromMs <= nowMs && nowMs < toMs) return toMs;
  }
  return undefined;
}
