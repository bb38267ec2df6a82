import {toInstant} from '@dispatch-kit/core';
import type {DeviceFix, Receiver} from './receiver.ts';

const longestSearchMs = 20_000;
const oldestMs = 2_000;

/** The receiver, the screen and the visibility of the page that runs this. */
export function webReceiver(): Receiver {
  return {
    watch({fix, trouble}) {
      const {geolocation} = navigator;
      if (!geolocation) {
        trouble('unavailable');
        return () => {};
      }
      const watching = geolocation.watchPosition(
        position => fix(fixOf(position)),
        ({code}) => trouble(code === 1 ? 'denied' : 'no_signal'),
        {enableHighAccuracy: true, timeout: longestSearchMs, maximumAge: oldestMs},
      );
      return () => geolocation.clearWatch(watching);
    },
    async keepAwake() {
      try {
        const lock = await navigator.wakeLock?.request('screen');
        return () => void lock?.release().catch(() => undefined);
      } catch {
        // Battery saver, or the page was hidden meanwhile: the screen goes off as always.
        return () => {};
      }
    },
    isHidden: () => document.visibilityState === 'hidden',
    onVisibility(listener) {
      document.addEventListener('visibilitychange', listener);
      return () => document.removeEventListener('visibilitychange', listener);
    },
  };
}

/** A heading is NaN, and a speed null, where the device does not know; it knows no heading while it stands. */
function fixOf({coords, timestamp}: GeolocationPosition): DeviceFix {
  const {latitude, longitude, accuracy, speed, heading} = coords;
  return {
    lat: latitude,
    lng: longitude,
    at: toInstant(timestamp),
    source: 'sdk',
    ...(Number.isFinite(accuracy) && {accuracyMeters: accuracy}),
    ...(speed !== null && speed >= 0 && {speedMetersPerSecond: speed}),
    ...(heading !== null && heading >= 0 && heading <= 360 && {headingDegrees: heading}),
  };
}
