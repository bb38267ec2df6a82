const tracker = document.querySelector('dispatch-tracker');
// Plain ground: this page allows no other server.
tracker.mapStyle = {version: 8, sources: {}, layers: []};

// #region view
tracker.view = {
  version: 1,
  timeZone: 'America/Chicago',
  organization: {name: 'Northside Plumbing', phone: '+1 312 555 0100'},
  job: {title: 'Leaking tap, kitchen'},
  destination: {lat: 41.961, lng: -87.672},
  visit: {
    phase: 'live',
    technician: {name: 'Sam', vehicle: 'White Ford Transit'},
    position: {lat: 41.948, lng: -87.655, at: '2026-11-20T20:02:00Z'},
    eta: {
      earliestAt: '2026-11-20T20:14:00Z',
      latestAt: '2026-11-20T20:22:00Z',
      source: 'estimate',
      asOf: '2026-11-20T20:02:00Z',
    },
  },
};
// #endregion

// #region events
tracker.addEventListener('dispatch-phase', event => console.info('The visit is now', event.phase));
tracker.addEventListener('dispatch-command', event => {
  if (event.command !== 'note') return;
  // The page does it itself; without this line, the element’s own source or the nearest provider would.
  event.preventDefault();
  console.info('A note for the technician:', event.input.text);
});
// #endregion
