import type {BoardFilter} from '@dispatch-kit/client';
import {html, nothing} from 'lit';
import type {OfficeWord} from '../locales/office/en.ts';
import type {OfficeSay} from '../order/office-words.ts';
import {formatAmount} from '../order/written.ts';
import {counted, filterOf} from './day-counts.ts';
import type {Counted, Counts} from './day-counts.ts';
import type {DeskView} from './desk-views.ts';

interface StripContext {
  say: OfficeSay;
  locale: string;
  /** Nothing known is not none. */
  isKnown: boolean;
  /** What the board shows, while it is seen. */
  filter: BoardFilter | undefined;
  show(view: DeskView, filter?: Partial<BoardFilter>): void;
}

const words: Readonly<Record<Counted, OfficeWord>> = {
  in_progress: 'section.in_progress',
  late: 'lateJobs',
  scheduled: 'section.scheduled',
  needs_hand: 'section.needs_hand',
  offers: 'section.offers',
  complete: 'section.complete',
  canceled: 'section.canceled',
};

/** The colour of a count is that of the status it counts. */
const colors: Readonly<Record<Counted, string>> = {
  in_progress: 'jobs job in_progress',
  late: 'late',
  scheduled: 'jobs job scheduled',
  needs_hand: 'jobs job unscheduled',
  offers: 'jobs job offered',
  complete: 'jobs job complete',
  canceled: 'jobs job canceled',
};

/** What the day counts; each leads to the jobs that it counts. */
export function renderCounts(counts: Counts, context: StripContext) {
  return html`<div class="counts" part="counts" role="group" aria-label=${context.say('dayCounts')}>
    ${counted.map(each => renderCount(each, counts[each], context))}
  </div>`;
}

function renderCount(each: Counted, count: number, {say, locale, isKnown, filter, show}: StripContext) {
  const amount = html`<b>${isKnown ? formatAmount(locale, count) : '–'}</b> <span>${say(words[each])}</span>`;
  const classes = `count ${colors[each]} ${count === 0 ? 'none' : ''}`;
  const wanted = filterOf[each];
  const isShown =
    filter?.list === wanted.list &&
    filter.statuses.join() === wanted.statuses.join() &&
    Boolean(filter.late) === Boolean(wanted.late);
  const toggle = () =>
    each === 'offers'
      ? show('offers')
      : show(
          'board',
          isShown
            ? {list: 'active', statuses: [], late: undefined}
            : {late: undefined, ...wanted, text: '', leadId: undefined},
        );
  return html`<button
    type="button"
    class=${classes}
    aria-pressed=${filter && each !== 'offers' ? isShown : nothing}
    @click=${toggle}
  >
    ${amount}
  </button>`;
}
