import {finishVisit, standDown} from './consequences.ts';
import type {Decision} from './decide.ts';
import {Unit} from './unit.ts';
import type {Asking, World} from './world.ts';
import {isOpen} from '../appointment/appointment-facts.ts';
import {toInstant} from '../time.ts';

/**
 * What happens to a technician's visits when he leaves: those he is on the way to or waits at are stood down, one he
 * works on ends interrupted, and every other is unassigned and marked as a conflict. Not to be undone.
 */
export function decideDeactivation(world: World, memberId: string, asking: Asking): Decision {
  const unit = new Unit(world, asking, toInstant(asking.nowMs));
  unit.noteFact('member_deactivated', memberId);
  const led = world.jobs.flatMap(job => job.appointments).filter(visit => visit.leadId === memberId);
  for (const visit of led) {
    if (visit.status === 'started') {
      finishVisit(unit, visit, {outcome: 'interrupted', reason: {code: 'interrupted'}});
    } else if (visit.status === 'draft' || isOpen(visit)) {
      if (visit.status !== 'draft' && visit.status !== 'scheduled') standDown(unit, visit, 'stood_down');
      unit.changeVisit(visit.id, 'appointment_unassigned', {leadId: null, conflict: true}, {from: memberId});
    }
  }
  return {events: unit.finish(), world: unit.world, notify: true};
}
