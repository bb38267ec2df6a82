import assert from 'node:assert/strict';
import {test} from 'node:test';
import {readGpx} from './read-gpx.ts';

const file = (points: string, head = '<gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">') =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${head}<trk><name>Tuesday</name><trkseg>${points}</trkseg></trk></gpx>`;

test('points of all tracks and segments are read, with speed and course where a file has them', () => {
  const points = `
    <trkpt lat="41.9" lon="-87.6"><ele>180</ele><time>2026-03-03T15:00:00Z</time></trkpt>
    <trkpt lon='-87.61' lat='41.91'>
      <time> 2026-03-03T16:00:10.5+01:00 </time><speed>12.5</speed><course>270</course>
    </trkpt></trkseg><trkseg>
    <trkpt lat="41.92" lon="-87.62"><time>2026-03-03T15:00:20Z</time><extensions>
      <gpxtpx:TrackPointExtension><gpxtpx:speed>9.25</gpxtpx:speed><gpxtpx:course>10</gpxtpx:course>
      </gpxtpx:TrackPointExtension></extensions></trkpt>`;
  assert.deepEqual(readGpx(file(points)), {
    fixes: [
      {lat: 41.9, lng: -87.6, at: '2026-03-03T15:00:00.000Z', source: 'gpx'},
      {
        lat: 41.91,
        lng: -87.61,
        at: '2026-03-03T15:00:10.500Z',
        source: 'gpx',
        speedMetersPerSecond: 12.5,
        headingDegrees: 270,
      },
      {
        lat: 41.92,
        lng: -87.62,
        at: '2026-03-03T15:00:20.000Z',
        source: 'gpx',
        speedMetersPerSecond: 9.25,
        headingDegrees: 10,
      },
    ],
    unread: {},
  });
});

test('what has no place or time is counted, and takes no other point with it', () => {
  const good = '<trkpt lat="1" lon="2"><time>2026-03-03T15:00:00Z</time></trkpt>';
  const points = `<trkpt lat="1" lon="2"/><trkpt lat="x" lon="2"><time>2026-03-03T15:00:00Z</time>${good}<trkpt>`;
  const {fixes, unread} = readGpx(file(points))!;
  assert.equal(fixes.length, 1);
  assert.deepEqual(unread, {unreadable: 3});
});

test('comments, waypoints and routes are passed over; a prefix of the names is not', () => {
  const comment = '<!-- <trkpt lat="9" lon="9"><time>2026-03-03T15:00:00Z</time></trkpt> -->';
  const text = file(`${comment}<trkpt lat="1" lon="2"><time>2026-03-03T15:00:00Z</time></trkpt>`);
  const waypoint = '<wpt lat="8" lon="8"><time>2026-03-03T15:00:00Z</time></wpt><trk>';
  assert.equal(readGpx(text.replace('<trk>', waypoint))!.fixes[0]!.lat, 1);
  assert.deepEqual(readGpx(text.replaceAll(/<(\/?)(gpx|trk)/g, '<$1g:$2')), readGpx(text));
});

test('a track without points is a track; what is no GPX is none', () => {
  assert.deepEqual(readGpx(file('')), {fixes: [], unread: {}});
  for (const text of ['', 'a', '{"type":"Feature"}', '<kml><trkpt lat="1" lon="2"/></kml>'])
    assert.equal(readGpx(text), undefined);
});

test('a file made to be slow is looked through once', () => {
  const hostile = [
    '<!--'.repeat(50_000),
    '<trkpt '.repeat(50_000),
    ' lat='.repeat(50_000),
    '<a:'.repeat(50_000),
  ];
  for (const text of hostile) assert.equal(readGpx(file(text))!.fixes.length, 0);
});
