import {isOpen} from '../appointment/appointment-facts.ts';
import type {AppointmentFacts} from '../appointment/appointment-facts.ts';
import {finishVisit} from '../appointment/consequences.ts';
import {closeLeg} from '../appointment/leg.ts';
import {Unit} from '../appointment/unit.ts';
import type {Asking, World} from '../appointment/world.ts';
import type {Decision} from '../decide.ts';
import {toInstant} from '../time.ts';

/**
 * What happens to a technician's visits when he leaves: those he is on the way to or waits at are stood down, one he
 * works on ends interrupted, and every other is unassigned; what is left without anybody is marked as a conflict.
 */
export function decideDeactivation(world: World, memberId: string, asking: Asking): Decision {
  const unit = new Unit(world, asking, toInstant(asking.nowMs));
  unit.noteFact('member_deactivated', memberId);
  const led = world.jobs.flatMap(job => job.appointments).filter(visit => visit.leadId === memberId);
  for (const visit of led) {
    if (visit.status === 'started') {
      finishVisit(unit, visit, {outcome: 'interrupted', reason: {code: 'interrupted'}});
    } else if (visit.status === 'draft') {
      unit.changeVisit(visit.id, 'appointment_unassigned', {leadId: null}, {from: memberId});
    } else if (isOpen(visit)) {
      standDown(unit, visit);
      unit.changeVisit(visit.id, 'appointment_unassigned', {leadId: null, conflict: true}, {from: memberId});
    }
  }
  return {events: unit.finish(), world: unit.world, notify: true};
}

function standDown(unit: Unit, visit: AppointmentFacts): void {
  if (visit.status === 'scheduled') return;
  unit.changeVisit(
    visit.id,
    'appointment_stood_down',
    {
      status: 'scheduled',
      departedAt: null,
      arrivedAt: null,
      likelyOnSiteAt: null,
      likelyLeftAt: null,
      leg: closeLeg(visit.leg, unit.at, 'stood_down'),
    },
    {legId: visit.leg?.id},
  );
}
