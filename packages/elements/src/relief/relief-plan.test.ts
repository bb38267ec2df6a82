import type {OfficePicture} from '@dispatch-kit/client';
import {toInstant} from '@dispatch-kit/core';
import type {Appointment, AppointmentStatus, Job, Member, Suggestion} from '@dispatch-kit/core';
import {expect} from 'chai';
import {orphansOf, propose, wishOfWay} from './relief-plan.ts';
import type {Way} from './relief-plan.ts';

const noonMs = Date.parse('2026-03-03T18:00:00Z');
const hourMs = 3_600_000;

const member = (id: string) => ({id, name: id, roles: ['technician']}) as unknown as Member;

function job(
  id: string,
  leadId: string | null,
  inHours: number,
  status: AppointmentStatus = 'scheduled',
): Job {
  const planned = {start: toInstant(noonMs + inHours * hourMs), durationMinutes: 60};
  const visit = {id: `apt_${id}`, status, leadId, helperIds: [], planned} as unknown as Appointment;
  return {id, address: {line: 'Main St'}, customerId: 'cus_1', appointments: [visit]} as unknown as Job;
}

function office(...jobs: Job[]): OfficePicture {
  return {
    status: 'live',
    organization: {timeZone: 'America/Chicago'},
    jobs: new Map(jobs.map(each => [each.id, each])),
    customers: new Map(),
    members: new Map(['sam', 'nia', 'leo'].map(id => [id, member(id)])),
    positions: new Map(),
  } as unknown as OfficePicture;
}

const nameOf = (way: Way | undefined) =>
  way?.kind === 'same'
    ? way.ranked.member.id
    : way?.kind === 'other'
      ? way.suggestion.technicianId
      : way?.kind;

function proposed(picture: OfficePicture, suggestions = new Map<string, Suggestion[]>()) {
  const orphans = orphansOf(picture, 'sam', noonMs);
  return propose(orphans, picture, {memberId: 'sam', suggestions});
}
const taken = (proposals: ReturnType<typeof proposed>) =>
  proposals.map(each => nameOf(each.ways[each.taken]));

const atFive: Suggestion = {
  technicianId: 'nia',
  name: 'nia',
  planned: {start: toInstant(noonMs + 5 * hourMs), durationMinutes: 60},
  window: {start: toInstant(noonMs + 5 * hourMs), end: toInstant(noonMs + 6 * hourMs)},
  costMinutes: 12,
  driveMinutes: 8,
  reasons: [],
};

describe('who takes over from a technician', () => {
  it('is asked for what is left today, under way or planned, the earliest first', () => {
    const picture = office(
      job('later', 'sam', 3),
      job('now', 'sam', -1, 'started'),
      job('done', 'sam', -3, 'complete'),
      job('tomorrow', 'sam', 24),
      job('other', 'nia', 1),
    );
    expect(orphansOf(picture, 'sam', noonMs).map(({visit}) => visit.id)).to.deep.equal([
      'apt_now',
      'apt_later',
    ]);
  });

  it('is somebody who is free then, and nobody twice at the same time', () => {
    const picture = office(job('a', 'sam', 1), job('b', 'sam', 1.5), job('c', 'sam', 4));
    const names = taken(proposed(picture));
    expect(new Set(names.slice(0, 2))).to.deep.equal(new Set(['nia', 'leo']));
    expect(names[2]).to.be.oneOf(['nia', 'leo']);
  });

  it('comes at another time where nobody is free then, and else it stays open', () => {
    const busy = [job('x', 'nia', 1), job('y', 'leo', 1)];
    const picture = office(job('a', 'sam', 1), ...busy);
    expect(taken(proposed(picture))).to.deep.equal(['nobody']);
    const [other] = proposed(picture, new Map([['apt_a', [atFive]]]));
    expect(other!.ways[other!.taken]).to.deep.include({kind: 'other'});
    expect(wishOfWay(other!.orphan, other!.ways[other!.taken]!)).to.deep.include({
      command: 'reschedule',
      input: {window: atFive.window, planned: {start: atFive.planned.start}, leadId: 'nia'},
    });
  });

  it('is never the one who cannot go on', () => {
    const picture = office(job('a', 'sam', 1));
    const [only] = proposed(picture, new Map([['apt_a', [{...atFive, technicianId: 'sam'}]]]));
    expect(only!.ways.map(nameOf)).to.deep.equal(['leo', 'nia', 'nobody']);
  });

  it('takes over what has begun as it stands', () => {
    const [begun] = proposed(office(job('a', 'sam', 0, 'started')), new Map([['apt_a', [atFive]]]));
    expect(begun!.ways.every(({kind}) => kind === 'same')).to.equal(true);
    expect(wishOfWay(begun!.orphan, begun!.ways[0]!).command).to.equal('hand_over');
  });

  it('gets what is on the way, or it is turned round', () => {
    const [road] = proposed(office(job('a', 'sam', 0, 'enroute')));
    expect(road!.ways.map(way => wishOfWay(road!.orphan, way).command)).to.deep.equal([
      'assign',
      'assign',
      'stand_down',
    ]);
  });
});
