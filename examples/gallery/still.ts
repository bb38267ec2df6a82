/** For pictures that are compared: what differs from one look to the next stands still. */
import {webCrypto} from '@dispatch-kit/server';

/** Two in the afternoon in Chicago, and a little: when everything is looked at. */
export const lookAt = '2026-03-03T20:05:00Z';
const slowness = 1_000;

/** Lets hardly any time pass: no countdown gets further while its picture is taken. */
export function standStill(): void {
  const elapsedMs = performance.now.bind(performance);
  const beganMs = elapsedMs();
  performance.now = () => beganMs + (elapsedMs() - beganMs) / slowness;
  Date.now = () => Date.parse(lookAt);
}

/** Secrets and ids that are the same each time. */
export function loadedDice(): ReturnType<typeof webCrypto> {
  let state = 1;
  const roll = () => (state = (state * 48_271) % 2_147_483_647);
  return {...webCrypto(), randomBytes: length => Uint8Array.from({length}, () => roll() >> 8)};
}
