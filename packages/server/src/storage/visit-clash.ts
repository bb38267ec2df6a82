import {isOpen, isUnderWay, overlaps, plannedRange} from '@dispatch-kit/core';
import type {AppointmentRow} from './rows.ts';

/**
 * Why two visits of one lead may not stand side by side, if they may not. Two that are under way never may; two that
 * are open may not overlap, except where an override said so or an import of history brought them.
 */
export function visitClash(
  a: AppointmentRow,
  b: AppointmentRow,
): 'two_under_way' | 'double_booking' | undefined {
  if (a.id === b.id || a.facts.leadId === null || a.facts.leadId !== b.facts.leadId) return undefined;
  if (isUnderWay(a.facts) && isUnderWay(b.facts)) return 'two_under_way';
  const bound = (row: AppointmentRow) => isOpen(row.facts) && !row.facts.conflict && !row.imported;
  if (!bound(a) || !bound(b)) return undefined;
  return overlaps(plannedRange(a.facts.planned), plannedRange(b.facts.planned))
    ? 'double_booking'
    : undefined;
}
