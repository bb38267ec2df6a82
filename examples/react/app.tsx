// #region app
import type {TrackingView} from '@dispatch-kit/core';
import {DispatchTracker} from '@dispatch-kit/elements/react';
import {useState} from 'react';

// A view of your own back end: no dispatch server is needed.
const view: TrackingView = {
  version: 1,
  timeZone: 'America/Chicago',
  organization: {name: 'Northside Plumbing', phone: '+1 312 555 0100'},
  job: {title: 'Leaking tap, kitchen'},
  visit: {
    phase: 'upcoming',
    window: {start: '2026-11-20T20:00:00Z', end: '2026-11-20T22:00:00Z'},
    technician: {name: 'Sam', vehicle: 'White Ford Transit'},
  },
  actions: ['confirm'],
};

export function App() {
  const [wish, setWish] = useState('');
  return (
    <>
      <DispatchTracker
        view={view}
        onDispatchCommand={event => {
          // The page does it itself.
          event.preventDefault();
          setWish(event.command);
        }}
      />
      <output>{wish}</output>
    </>
  );
}
// #endregion
