import type {BoardFilter, OfficePicture} from '@dispatch-kit/client';
import {JobStatus, dayIn} from '@dispatch-kit/core';
import {html, nothing} from 'lit';
import {formatAge, formatDay} from '../base/format.ts';
import type {Format} from '../base/format.ts';
import {icon} from '../base/icons.ts';
import type {IconName} from '../base/icons.ts';
import {officeAdviceOn} from '../base/office-advice.ts';
import {isDevelopment} from '../base/refusal-advice.ts';
import type {OfficeWord} from '../locales/office/en.ts';
import {formatAmount} from '../order/written.ts';
import type {OfficeLocalizer, OfficeSay} from '../order/office-words.ts';
import {groupings} from './board-groups.ts';
import type {Layout} from './board-layout.ts';
import {sorts} from './board-sort.ts';
import type {BoardView} from './board-model.ts';
import type {BulkKind} from './bulk-wishes.ts';

/** What the templates around the list need of the board. */
export interface PartsContext {
  say: OfficeSay;
  localizer: OfficeLocalizer;
  format: Format;
  nowMs: number;
  day: string;
  picture: OfficePicture;
  filter: BoardFilter;
  layout: Layout;
  view: BoardView;
  /** Somebody goes to the search. */
  prepareSearch(): void;
  setFilter(patch: Partial<BoardFilter>): void;
  setLayout(layout: Layout): void;
  newOrder(): void;
  /** Takes orders from a table; undefined for who may not. */
  importOrders: (() => void) | undefined;
  showKeys(): void;
  actOnMarked(kind: BulkKind): void;
  leaveMarks(): void;
}

const lists = ['active', 'closed', 'offers', 'all'] as const satisfies readonly BoardFilter['list'][];

/** The bar over the list. Its first line says which jobs these are and takes new ones; its second finds and arranges them. */
export function renderBar(context: PartsContext) {
  const {say, filter, setFilter, prepareSearch, newOrder, importOrders, showKeys} = context;
  const search = (event: InputEvent) => setFilter({text: (event.currentTarget as HTMLInputElement).value});
  return html`<header class="bar" part="bar">
    <h2>${dayTitle(context)}</h2>
    <div class="lists" role="group" aria-label=${say('board')}>
      ${lists.map(list => renderList(list, context))}
    </div>
    <div class="commands">
      <slot name="actions"></slot>
      ${
        importOrders
          ? html`<button
              type="button"
              class="round"
              aria-label=${say('importOrders')}
              title=${say('importOrders')}
              @click=${importOrders}
            >
              ${icon('inbox')}
            </button>`
          : nothing
      }
      <button type="button" class="primary" @click=${newOrder}>
        ${icon('plus')}<span>${say('newOrder')}</span>
      </button>
    </div>
    <div class="tools">
      <label class="search">
        ${icon('search')}<span class="visually-hidden">${say('searchJobs')}</span>
        <input
          type="search"
          id="search"
          autocomplete="off"
          spellcheck="false"
          placeholder=${say('searchJobs')}
          .value=${filter.text}
          @focus=${prepareSearch}
          @input=${search}
        />
        <kbd aria-hidden="true">/</kbd>
      </label>
      ${renderStatusFilter(context)} ${renderTechnicianFilter(context)} ${renderArrangement(context)}
      ${renderLayouts(context)}
      <button type="button" class="round" aria-label=${say('keys')} title=${say('keys')} @click=${showKeys}>
        ?
      </button>
    </div>
  </header>`;
}

/** `Today`, or which day it is. */
export function dayTitle({
  day,
  say,
  format,
  nowMs,
}: Pick<PartsContext, 'day' | 'say' | 'format' | 'nowMs'>): string {
  if (day === '') return say('allDays');
  if (day === 'today' || day === dayIn(format.timeZone ?? 'UTC', nowMs)) return say('today');
  return formatDay({...format, timeZone: 'UTC'}, `${day}T12:00:00Z`);
}

function renderList(
  list: (typeof lists)[number],
  {say, format, filter, view, picture, setFilter}: PartsContext,
) {
  // Nothing known is not none.
  const count = picture.asOfMs === undefined ? '' : formatAmount(format.locale, view.counts[list]);
  return html`<button
    type="button"
    aria-pressed=${filter.list === list}
    @click=${() => setFilter({list, statuses: [], late: undefined})}
  >
    ${say(`list.${list}`)} <span class="count">${count}</span>
  </button>`;
}

const listedStatuses = {
  active: ['in_progress', 'scheduled', 'unscheduled', 'paused', 'offered'],
  closed: ['complete', 'canceled', 'declined'],
  offers: ['offered'],
  all: JobStatus.options,
} as const satisfies Record<BoardFilter['list'], readonly JobStatus[]>;

function renderStatusFilter({say, localizer, filter, setFilter}: PartsContext) {
  const change = (event: Event) => {
    const {value} = event.currentTarget as HTMLSelectElement;
    const isLate = value === 'late';
    setFilter({late: isLate || undefined, statuses: value && !isLate ? [value as JobStatus] : []});
  };
  const [chosen] = filter.late ? ['late'] : filter.statuses;
  return html`<select aria-label=${say('filterStatus')} @change=${change}>
    <option value="" .selected=${!chosen}>${say('allStatuses')}</option>
    ${
      filter.list === 'active' || filter.list === 'all'
        ? html`<option value="late" .selected=${chosen === 'late'}>${say('lateJobs')}</option>`
        : nothing
    }
    ${listedStatuses[filter.list].map(
      status =>
        html`<option value=${status} .selected=${status === chosen}>
          ${localizer.sayIfKnown(`job.${status}`) ?? status}
        </option>`,
    )}
  </select>`;
}

function renderTechnicianFilter({say, picture, filter, setFilter}: PartsContext) {
  const change = (event: Event) => {
    const {value} = event.currentTarget as HTMLSelectElement;
    setFilter({leadId: value || undefined});
  };
  const technicians = [...picture.members.values()]
    .filter(member => member.roles.includes('technician'))
    .sort((a, b) => a.name.localeCompare(b.name));
  return html`<select aria-label=${say('filterTechnician')} @change=${change}>
    <option value="" .selected=${!filter.leadId}>${say('allTechnicians')}</option>
    ${technicians.map(
      ({id, name}) => html`<option value=${id} .selected=${id === filter.leadId}>${name}</option>`,
    )}
  </select>`;
}

/** A choice that is as small as its icon. */
function renderChoice<V extends string>(
  name: 'groups' | 'sort',
  title: string,
  options: readonly (readonly [value: V, text: string])[],
  chosen: V,
  choose: (value: V) => void,
) {
  const change = (event: Event) => choose((event.currentTarget as HTMLSelectElement).value as V);
  return html`<label class="grouping" title=${title}>
    ${icon(name)}
    <select aria-label=${title} @change=${change}>
      ${options.map(
        ([value, text]) => html`<option value=${value} .selected=${value === chosen}>${text}</option>`,
      )}
    </select>
  </label>`;
}

const layouts = [
  ['list', 'rows', 'layoutList'],
  ['columns', 'columns', 'layoutColumns'],
] as const satisfies readonly (readonly [Layout, IconName, OfficeWord])[];

function renderLayouts({say, layout, setLayout}: PartsContext) {
  return html`<div class="layouts" role="group" aria-label=${say('layout')}>
    ${layouts.map(
      ([each, name, word]) =>
        html`<button
          type="button"
          class="round"
          aria-pressed=${each === layout}
          aria-label=${say(word)}
          title=${say(word)}
          @click=${() => setLayout(each)}
        >
          ${icon(name)}
        </button>`,
    )}
  </div>`;
}

function renderArrangement({say, filter, layout, setFilter}: PartsContext) {
  const {group = 'attention', sort = 'usual', descending = false} = filter;
  const groups = groupings.map(each => [each, say(`grouping.${each}`)] as const);
  const orders = sorts.map(each => [each, say(`sort.${each}`)] as const);
  const grouping = renderChoice('groups', say('grouping'), groups, group, value => setFilter({group: value}));
  return html`${layout === 'list' ? grouping : nothing}
  ${renderChoice('sort', say('sorting'), orders, sort, value => setFilter({sort: value, descending: false}))}
  ${
    sort === 'usual'
      ? nothing
      : html`<button
          type="button"
          class="round"
          aria-pressed=${descending}
          aria-label=${say('descending')}
          title=${say('descending')}
          @click=${() => setFilter({descending: !descending})}
        >
          <span aria-hidden="true">${descending ? '↑' : '↓'}</span>
        </button>`
  }`;
}

/** What stands in place of the list, or above it: offline, refused, nothing yet, nothing found. */
export function renderOffline({
  picture,
  say,
  localizer,
  format,
  nowMs,
}: Pick<PartsContext, 'picture' | 'say' | 'localizer' | 'format' | 'nowMs'>) {
  const {status, asOfMs} = picture;
  if (status !== 'offline') return nothing;
  const isUnknown = asOfMs === undefined;
  const text = isUnknown
    ? say('offlineEmpty')
    : localizer.say('offline', {age: formatAge(format, nowMs - asOfMs)});
  return html`<p class="banner" role="status">${icon('offline')}<span>${text}</span></p>
    ${isUnknown ? renderAdvice(picture) : nothing}`;
}

export function renderRefused({picture, say}: Pick<PartsContext, 'picture' | 'say'>) {
  return html`<div class="empty">
    ${icon('barred')}
    <h3>${say('cannotShowBoard')}</h3>
    <p>${say('cannotShowBoardText')}</p>
    ${renderAdvice(picture)}
  </div>`;
}

function renderAdvice({error}: OfficePicture) {
  if (!error || !isDevelopment(location)) return nothing;
  return html`<p class="advice">${officeAdviceOn(error, location)}</p>`;
}

export function renderEmpty(context: PartsContext) {
  const {say, filter, setFilter, newOrder} = context;
  const {text, statuses, leadId, late} = filter;
  const isFiltered = text.trim() !== '' || statuses.length > 0 || leadId !== undefined || late === true;
  if (isFiltered) {
    const clear = () => setFilter({text: '', statuses: [], leadId: undefined, late: undefined});
    return html`<div class="empty">
      ${icon('search')}
      <h3>${say('nothingFound')}</h3>
      <button type="button" @click=${clear}>${say('clearFilters')}</button>
    </div>`;
  }
  const isActive = filter.list === 'active' || filter.list === 'all';
  return html`<div class="empty">
    ${icon(isActive ? 'clock' : 'inbox')}
    <h3>${say(emptyTitle(context))}</h3>
    ${
      isActive
        ? html`<p>${say('noJobsText')}</p>
            <button type="button" class="primary" @click=${newOrder}>
              ${icon('plus')}<span>${say('newOrder')}</span>
            </button>`
        : nothing
    }
  </div>`;
}

function emptyTitle({day, filter}: PartsContext): OfficeWord {
  if (filter.list === 'closed') return 'noClosed';
  if (filter.list === 'offers') return 'noOffers';
  if (day === '') return 'noJobs';
  return day === 'today' ? 'noJobsToday' : 'noJobsDay';
}

const bulkKinds = [
  ['assign', 'person'],
  ['complete', 'tick'],
  ['cancel', 'cross'],
] as const;

/** What can be done with the rows that are chosen together. Its live region stands before there is anything to say. */
export function renderMarked(count: number, {say, actOnMarked, leaveMarks}: PartsContext) {
  const text = count > 0 ? say('marked', {count: String(count)}) : '';
  return html`<p class="visually-hidden" role="status">${text}</p>
    ${
      count === 0
        ? nothing
        : html`<div class="marked" role="toolbar" aria-label=${text}>
            <button type="button" class="plain" aria-label=${say('unmark')} @click=${leaveMarks}>
              ${icon('cross')}
            </button>
            <strong aria-hidden="true">${text}</strong>
            ${bulkKinds.map(
              ([kind, name]) =>
                html`<button
                  type="button"
                  class=${kind === 'cancel' ? 'danger' : ''}
                  @click=${() => actOnMarked(kind)}
                >
                  ${icon(name)}<span>${say(`bulkAction.${kind}`)}</span>
                </button>`,
            )}
          </div>`
    }`;
}

export function renderBones(say: OfficeSay) {
  return html`<div class="bones">
    <p class="visually-hidden" role="status">${say('loadingBoard')}</p>
    ${Array.from({length: 8}, () => html`<div class="bone"><i></i><i></i><i></i></div>`)}
  </div>`;
}
