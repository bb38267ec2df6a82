import {HostOffice} from '@dispatch-kit/client';
import type {HostJob, HostVisit} from '@dispatch-kit/client';
import {expect} from 'chai';
import {fleetRoute} from './fleet-route.ts';
import {LegLine} from './leg-line.ts';

const nowMs = Date.parse('2026-03-03T20:00:00Z');
const home = {lat: 41.9, lng: -87.6};
const east = (steps: number) => ({lat: 41.9, lng: -87.6 + steps / 100});

/** A job at a place so many steps to the east, led by Sam, due so many hours from now. */
function aJob(id: string, steps: number, hours: number, visit: Partial<HostVisit> = {}): HostJob {
  const start = new Date(nowMs + hours * 3_600_000).toISOString();
  const window = {start, end: new Date(nowMs + (hours + 1) * 3_600_000).toISOString()};
  const planned = {start, durationMinutes: 60};
  const appointment = {
    id: `apt_${id}`,
    status: 'scheduled' as const,
    window,
    planned,
    leadId: 'mem_1',
    ...visit,
  };
  const address = {line: '1 Elm St', ...east(steps)};
  return {
    id: `job_${id}`,
    title: id,
    status: 'scheduled',
    address,
    appointments: [{...appointment, jobId: `job_${id}`}],
  };
}
const pictureOf = (...jobs: HostJob[]) => {
  const members = [{id: 'mem_1', name: 'Sam'}];
  return new HostOffice({timeZone: 'America/Chicago', jobs, members, nowMs: () => nowMs}).get();
};
const of =
  (...jobs: HostJob[]) =>
  (line: (typeof home)[] = []) =>
    fleetRoute(pictureOf(...jobs), {memberId: 'mem_1', nowMs, at: home, line});

describe('The rest of a technician’s day on a map', () => {
  it('goes from where he is through the places of his visits in their order, numbered', () => {
    const route = of(aJob('late', 3, 3), aJob('soon', 1, 1), aJob('done', 9, -2, {status: 'complete'}))()!;
    expect(route.ahead).to.deep.equal([]);
    expect(route.rest).to.deep.equal([home, east(1), east(3)]);
    expect(route.stops.map(({number, jobId}) => `${number} ${jobId}`)).to.deep.equal([
      '1 job_soon',
      '2 job_late',
    ]);
  });

  it('follows the road as far as the office knows it, from where he is on it, and is straight after that', () => {
    const line = [east(-2), east(0), {lat: 41.91, lng: -87.6}, east(1)];
    const route = of(aJob('next', 3, 2), aJob('now', 1, 1, {status: 'enroute'}))(line)!;
    expect(route.ahead.at(0)).to.deep.equal(home);
    expect(route.ahead).to.deep.include({lat: 41.91, lng: -87.6});
    expect(route.ahead).not.to.deep.include(east(-2));
    expect(route.ahead.at(-1)).to.deep.equal(east(1));
    expect(route.rest).to.deep.equal([east(1), east(3)]);
  });

  it('begins at the door that he stands at, and where he is not seen at his first visit', () => {
    const jobs = [aJob('now', 1, 5, {status: 'started'}), aJob('next', 3, 2)];
    expect(of(...jobs)()!.rest).to.deep.equal([east(1), east(3)]);
    const unseen = {memberId: 'mem_1', nowMs, at: undefined, line: []};
    const picture = pictureOf(aJob('a', 1, 1), aJob('b', 2, 2));
    expect(fleetRoute(picture, unseen)!.rest).to.deep.equal([east(1), east(2)]);
  });

  it('is that of one day: of this, or of the next on which he has anything to do', () => {
    const numbers = (route: ReturnType<typeof fleetRoute>) => route?.stops.map(({jobId}) => jobId);
    expect(numbers(of(aJob('a', 1, 1), aJob('b', 2, 26))())).to.deep.equal(['job_a']);
    expect(numbers(of(aJob('b', 2, 26), aJob('c', 3, 50))())).to.deep.equal(['job_b']);
    expect(of(aJob('a', 1, 1, {leadId: 'mem_2'}))()).to.equal(undefined);
  });
});

describe('The way along the roads of a map', () => {
  it('is asked for once, again only once he has left it, and is empty where it is refused', async () => {
    let elapsedMs = 0;
    let asked = 0;
    const line = new LegLine({
      platform: {elapsedMs: () => elapsedMs},
      async ask(id) {
        asked += 1;
        if (id === 'apt_2') throw new Error('not allowed');
        await Promise.resolve();
        return [home, east(2)];
      },
      onCome() {},
    });
    expect(line.to('apt_1', home)).to.deep.equal([]);
    await new Promise(requestAnimationFrame);
    elapsedMs = 60_000;
    expect(line.to('apt_1', east(1)).length).to.equal(2);
    expect(asked).to.equal(1);
    line.to('apt_1', {lat: 41.92, lng: -87.6});
    line.to('apt_1', {lat: 41.93, lng: -87.6});
    expect(asked).to.equal(2);
    line.to('apt_2', home);
    await new Promise(requestAnimationFrame);
    expect(line.to('apt_2', home)).to.deep.equal([]);
    expect(asked).to.equal(3);
  });
});
