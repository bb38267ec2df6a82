/**
 * Where a customer's link leads, without what is said there: all that a tracker needs of the contract, since it parses
 * loosely. The rows of the contract are made of it. Actions are named as in a view's `actions`.
 */
export const trackRoutes = {
  events: {method: 'GET', path: '/v1/track/events'},
  confirm: {method: 'POST', path: '/v1/track/confirm'},
  rate: {method: 'POST', path: '/v1/track/rate'},
  request_reschedule: {method: 'POST', path: '/v1/track/request-reschedule'},
  request_cancel: {method: 'POST', path: '/v1/track/request-cancel'},
  rebook: {method: 'POST', path: '/v1/track/rebook'},
  not_home: {method: 'POST', path: '/v1/track/not-home'},
  note: {method: 'POST', path: '/v1/track/note'},
  message: {method: 'POST', path: '/v1/track/message'},
  read_messages: {method: 'POST', path: '/v1/track/messages/read'},
  opt_out: {method: 'POST', path: '/v1/track/opt-out'},
  opt_in: {method: 'POST', path: '/v1/track/opt-in'},
  windows: {method: 'GET', path: '/v1/track/windows'},
} as const;
