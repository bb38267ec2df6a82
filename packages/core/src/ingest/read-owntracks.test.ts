import assert from 'node:assert/strict';
import {test} from 'node:test';
import {readOwntracks} from './read-owntracks.ts';

/** Payloads of the OwnTracks booklet and of Traccar's test of its OwnTracks decoder, and what is in them. */
const payloads: [string, string, object][] = [
  [
    'the booklet’s of an iPhone',
    '{"cog":271,"batt":41,"lon":2.29513,"acc":5,"vel":61,"vac":21,"lat":48.85833,"t":"u","tst":1497508651,"alt":167,"_type":"location","topic":"owntracks/jane/iphone","p":71,"tid":"JJ"}',
    {
      lat: 48.85833,
      lng: 2.29513,
      at: '2017-06-15T06:37:31.000Z',
      source: 'owntracks',
      accuracyMeters: 5,
      speedMetersPerSecond: 61 / 3.6,
      headingDegrees: 271,
      battery: 0.41,
    },
  ],
  [
    'the booklet’s shortest',
    '{"lon":2.29513,"lat":48.85833,"_type":"location","tst":1497476456, "tid":"JJ"}',
    {lat: 48.85833, lng: 2.29513, at: '2017-06-14T21:40:56.000Z', source: 'owntracks'},
  ],
  [
    'one of an Android phone that stands',
    '{"_type":"location","acc":15,"alt":440,"batt":46,"conn":"w","lat":46.0681247,"lon":11.1512805,"t":"u","tid":"5t","tst":1551874878,"vac":2,"vel":0}',
    {
      lat: 46.0681247,
      lng: 11.1512805,
      at: '2019-03-06T12:21:18.000Z',
      source: 'owntracks',
      accuracyMeters: 15,
      speedMetersPerSecond: 0,
      battery: 0.46,
    },
  ],
  [
    'one of a built-in tracker',
    '{"topic":"owntracks/qtripp/865284041968706","lat":47.420051,"lon":13.654704,"vel":0,"cog":113,"tst":1736519167,"mcc":232,"mnc":1,"lac":"4F4D","cid":"673A","_type":"location","acc":10,"alt":1113,"t":"I","don":105,"tid":"CS"}',
    {
      lat: 47.420051,
      lng: 13.654704,
      at: '2025-01-10T14:26:07.000Z',
      source: 'owntracks',
      accuracyMeters: 10,
      speedMetersPerSecond: 0,
      headingDegrees: 113,
    },
  ],
  [
    'one whose phone does not know its accuracy, speed and charge',
    '{"_type":"location","lat":1,"lon":2,"tst":1736519167,"acc":-1,"vel":-1,"cog":-1,"batt":-1}',
    {lat: 1, lng: 2, at: '2025-01-10T14:26:07.000Z', source: 'owntracks'},
  ],
];

for (const [name, payload, fix] of payloads)
  test(`OwnTracks: ${name}`, () => {
    assert.deepEqual(readOwntracks(JSON.parse(payload)), {fixes: [fix], unread: {}});
  });

const others: [string, unknown, object][] = [
  ['an empty body is nothing', undefined, {}],
  [
    'without a time it is none',
    {lon: 2.29513, lat: 48.85833, _type: 'location', topic: 'owntracks/jane/phone', tid: 'JJ'},
    {unreadable: 1},
  ],
  ['a transition has a place and is none', {_type: 'transition', lat: 1, lon: 2, tst: 3}, {other_kind: 1}],
  ['a last will', {_type: 'lwt', tst: 1497476456}, {other_kind: 1}],
  ['a waypoint', {_type: 'waypoint', desc: 'Home', lat: 1, lon: 2, rad: 3, tst: 4}, {other_kind: 1}],
  ['a settings dump', {_type: 'dump', configuration: {}}, {other_kind: 1}],
  ['what only the phone and its friends can read', {_type: 'encrypted', data: 'c2VjcmV0'}, {encrypted: 1}],
  ['a time past all time', {_type: 'location', lat: 1, lon: 2, tst: 1e300}, {unreadable: 1}],
  ['a place that is no number', {_type: 'location', lat: 'here', lon: 2, tst: 3}, {unreadable: 1}],
  ['no object', [null, 'x', 7], {unreadable: 3}],
];

for (const [name, message, unread] of others)
  test(`OwnTracks: ${name}`, () => {
    assert.deepEqual(readOwntracks(message), {fixes: [], unread});
  });
