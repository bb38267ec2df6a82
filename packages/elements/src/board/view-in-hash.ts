import type {BoardFilter} from '@dispatch-kit/client';
import {JobStatus} from '@dispatch-kit/core';
import {groupings} from './board-groups.ts';
import {sorts} from './board-sort.ts';

const lists: readonly BoardFilter['list'][] = ['active', 'closed', 'offers', 'all'];
const layouts = ['list', 'columns'] as const;
const names = ['layout', 'list', 'group', 'sort', 'status', 'late', 'technician', 'q'];

/** The view that a fragment names (`#list=closed&group=technician`); what it does not name, or names wrongly, is as usual. */
export function viewIn(hash: string): BoardFilter {
  const at = new URLSearchParams(hash.slice(1));
  const sorted = at.get('sort') ?? '';
  const sort = sorts.find(each => each === sorted.replace(/^-/, ''));
  const layout = layouts.find(each => each === at.get('layout'));
  const group = groupings.find(each => each === at.get('group'));
  return {
    list: lists.find(each => each === at.get('list')) ?? 'active',
    text: at.get('q') ?? '',
    statuses: JobStatus.options.filter(each => at.getAll('status').includes(each)),
    leadId: at.get('technician') ?? undefined,
    ...(at.has('late') && {late: true}),
    ...(layout && {layout}),
    ...(group && {group}),
    ...(sort && {sort, descending: sorted.startsWith('-')}),
  };
}

/** The fragment with a view in it, and all else that stood there; what is as usual is not named. */
export function hashOf(filter: BoardFilter, hash: string): string {
  const {list, text, statuses, leadId, late, layout, group, sort = 'usual', descending = false} = filter;
  const at = new URLSearchParams();
  if (layout) at.set('layout', layout);
  if (list !== 'active') at.set('list', list);
  if (group && group !== 'attention') at.set('group', group);
  if (sort !== 'usual' || descending) at.set('sort', `${descending ? '-' : ''}${sort}`);
  for (const status of statuses) at.append('status', status);
  if (late) at.set('late', '1');
  if (leadId) at.set('technician', leadId);
  if (text.trim()) at.set('q', text.trim());
  return fragmentWith(hash, names, at);
}

/** A fragment in which what is named so is said anew; all else stays as it is written, also a word without a value. */
export function fragmentWith(hash: string, named: readonly string[], said: URLSearchParams): string {
  const others = hash
    .slice(1)
    .split('&')
    .filter(each => each && !named.includes(each.split('=')[0]!));
  const written = [...others, said.toString()].filter(Boolean).join('&');
  return written && `#${written}`;
}
