import type {OfficePicture} from '@dispatch-kit/client';
import {orderFields, requiredOrderFields} from '@dispatch-kit/core';
import type {OrderField} from '@dispatch-kit/core';
import {html, nothing} from 'lit';
import {reasonOf} from '../base/failure.ts';
import {formatTimeRange} from '../base/format.ts';
import {icon} from '../base/icons.ts';
import type {Localizer} from '../base/localizer.ts';
import type {ImportWord} from '../locales/import/en.ts';
import type {ImportDraft, ReadLine} from './import-draft.ts';
import type {ImportProgress, Refused} from './import-run.ts';
import type {CsvTable} from './read-csv.ts';

/** What the templates of an import need of it. */
export interface ImportParts {
  say: Localizer<ImportWord>['say'];
  sayIfKnown(key: string): string | undefined;
  locale: string;
  /** Undefined until the office is known. */
  timeZone: string | undefined;
  members: OfficePicture['members'] | undefined;
  lines: readonly ReadLine[];
  columnOf(field: OrderField): string | undefined;
  /** What has no column yet, and needs one. */
  lacking: readonly OrderField[];
  failure: string;
  /** A file is held over it. */
  isOver: boolean;
  over(isOver: boolean): void;
  take(file: File): void;
  paste(text: string): void;
  map(field: OrderField, column: string | undefined): void;
  writeDates(isDayFirst: boolean): void;
  another(): void;
  start(): void;
  stop(): void;
  goOn(): void;
  save(): void;
  close(): void;
  isInline: boolean;
}

/** So many rows are shown as they are read, and so many that are wrong. */
const previewed = 5;
const mostProblems = 20;

const amount = (count: number, locale: string) => new Intl.NumberFormat(locale).format(count);

/** Nothing is there yet: a file is dropped or chosen, or rows are pasted. */
export function renderChoose({say, failure, isOver, over, take, paste}: ImportParts) {
  const drop = (event: DragEvent) => {
    event.preventDefault();
    over(false);
    const file = event.dataTransfer?.files[0];
    if (file) take(file);
  };
  const hold = (event: DragEvent) => {
    event.preventDefault();
    over(true);
  };
  const choose = (event: Event) => {
    const input = event.currentTarget as HTMLInputElement;
    const [file] = input.files ?? [];
    if (file) take(file);
    input.value = '';
  };
  const read = (event: Event) => {
    event.preventDefault();
    const text = (event.currentTarget as HTMLFormElement).querySelector('textarea')!.value;
    if (text.trim()) paste(text);
  };
  return html`<div class="body">
    <label
      class="drop ${isOver ? 'over' : ''}"
      @dragover=${hold}
      @dragleave=${() => over(false)}
      @drop=${drop}
    >
      ${icon('inbox')}<span>${say('chooseText')}</span>
      <input
        class="visually-hidden"
        type="file"
        accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values"
        @change=${choose}
      />
      <span class="button" aria-hidden="true">${say('chooseFile')}</span>
    </label>
    ${failure ? html`<p class="failure" role="alert">${failure}</p>` : nothing}
    <form @submit=${read}>
      <label>${say('orPaste')} <textarea rows="4" spellcheck="false" dir="auto"></textarea></label>
      <button type="submit">${say('readPasted')}</button>
    </form>
    <p class="quiet">${say('nobodyTold')}</p>
  </div>`;
}

/** Which column is what, how the first rows are read, and what is wrong. */
export function renderDraft(draft: ImportDraft, parts: ImportParts) {
  const {say, locale, lines, lacking, another, start} = parts;
  const good = lines.filter(({problem}) => !problem).length;
  const isReady = lacking.length === 0 && good > 0;
  const fields = lacking.map(field => say(`field.${field}`));
  return html`<div class="body">
      <p class="file">
        ${icon('tick')}<span
          >${say('rowsIn', {count: amount(draft.table.records.length, locale), name: draft.name})}</span
        >
        <button type="button" @click=${another}>${say('otherFile')}</button>
      </p>
      ${
        lacking.length > 0
          ? html`<p class="failure" role="status">${say('lacking', {fields: listed(fields, locale)})}</p>`
          : [renderJudgement(draft.table, parts), renderPreview(parts)]
      }
      ${renderColumns(draft, parts)}
    </div>
    <footer>
      <button type="button" @click=${another}>${say('back')}</button>
      <button class="primary" type="button" aria-disabled=${!isReady} @click=${start}>
        ${say('importNow', {count: amount(good, locale)})}
      </button>
    </footer>`;
}

const listed = (texts: readonly string[], locale: string) => new Intl.ListFormat(locale).format(texts);

function renderColumns(draft: ImportDraft, parts: ImportParts) {
  const {say, timeZone, writeDates} = parts;
  const {isDayFirst} = draft;
  const dates = (event: Event) => writeDates((event.currentTarget as HTMLSelectElement).value === 'day');
  return html`<fieldset class="columns">
    <legend>${say('columns')}</legend>
    ${orderFields.map(field => renderColumn(field, draft, parts))}
    <label>
      ${say('dates')}
      <select @change=${dates}>
        <option value="day" .selected=${isDayFirst}>${say('dayFirst', {example: '31/12/2026'})}</option>
        <option value="month" .selected=${!isDayFirst}>${say('monthFirst', {example: '12/31/2026'})}</option>
      </select>
      ${timeZone ? html`<small>${say('timesIn', {zone: timeZone})}</small>` : nothing}
    </label>
  </fieldset>`;
}

function renderColumn(field: OrderField, {table, mapping}: ImportDraft, {say, map, lacking}: ImportParts) {
  const change = (event: Event) => map(field, (event.currentTarget as HTMLSelectElement).value || undefined);
  const isNeeded = requiredOrderFields.some(each => each === field);
  return html`<label>
    <span>${say(`field.${field}`)} ${isNeeded ? html`<small>(${say('needed')})</small>` : nothing}</span>
    <select data-field=${field} aria-invalid=${lacking.includes(field)} @change=${change}>
      <option value="" .selected=${!mapping[field]}>${say('noColumn')}</option>
      ${table.columns.map(
        column => html`<option value=${column} .selected=${mapping[field] === column}>${column}</option>`,
      )}
    </select>
  </label>`;
}

function renderPreview(parts: ImportParts) {
  const {say, lines} = parts;
  const heads = ['externalId', 'title', 'customer', 'line'] as const;
  return html`<section>
    <h3 id="preview">${say('preview')}</h3>
    <div class="table" tabindex="0" role="region" aria-labelledby="preview">
      <table>
        <thead>
          <tr>
            ${heads.map(field => html`<th scope="col">${say(`field.${field}`)}</th>`)}
            <th scope="col">${say('when')}</th>
            <th scope="col">${say('field.crew')}</th>
            <th scope="col">${say('field.status')}</th>
          </tr>
        </thead>
        <tbody>
          ${lines.slice(0, previewed).map(line => renderLine(line, parts))}
        </tbody>
      </table>
    </div>
  </section>`;
}

/** What the preview shows of a line. */
interface Previewed {
  readonly externalId?: string;
  readonly title?: string;
  readonly customer?: {name?: string};
  readonly address?: {line?: string};
  readonly window?: {start: string; end: string};
  readonly lead?: {name?: string; id?: string};
  readonly status?: string;
}

function renderLine({row, problem}: ReadLine, {say, sayIfKnown, locale, timeZone, members}: ImportParts) {
  const {externalId, title, customer, address, window, lead, status} = row as Previewed;
  const format = {locale, timeZone, timeZoneName: undefined};
  const day = new Intl.DateTimeFormat(locale, {dateStyle: 'medium', timeZone});
  const when = window && `${day.format(new Date(window.start))}, ${formatTimeRange(format, window)}`;
  const who = lead?.id ? members?.get(lead.id)?.name : lead?.name;
  const cells = [externalId, title, customer?.name, address?.line];
  return html`<tr class=${problem ? 'bad' : ''}>
    ${cells.map(cell => html`<td><bdi>${cell ?? ''}</bdi></td>`)}
    <td>${when ?? say('noTime')}</td>
    <td><bdi>${who ?? ''}</bdi></td>
    <td>${sayIfKnown(`job.${status}`) ?? status}</td>
  </tr>`;
}

/** How many are good, what they lack, and what is wrong with the others. */
function renderJudgement(table: CsvTable, parts: ImportParts) {
  const {say, locale, lines} = parts;
  const good = lines.filter(({problem}) => !problem);
  const bad = lines.filter(({problem}) => problem);
  const lacks = (['location', 'crew', 'service date'] as const).flatMap(lack => {
    const count = good.filter(each => each.lacks.includes(lack)).length;
    return count > 0 ? [say(`lacks.${lack}`, {count: amount(count, locale)})] : [];
  });
  const names = newNames(good);
  return html`<section class="judgement" role="status">
    <p class="good">${icon('tick')}<span>${say('good', {count: amount(good.length, locale)})}</span></p>
    ${lacks.map(text => html`<p class="quiet">${icon('circle_dashed')}<span>${text}</span></p>`)}
    ${
      names.length > 0
        ? html`<p class="quiet">
            ${icon('person')}<span>${say('newTechnicians', {names: listed(names, locale)})}</span>
          </p>`
        : nothing
    }
    ${bad.length > 0 ? renderBad(bad, table, parts) : nothing}
  </section>`;
}

/** Technicians that would be made; the first of them. */
function newNames(lines: readonly ReadLine[]): string[] {
  const names = new Set<string>();
  for (const {row} of lines) {
    const {lead} = row as Previewed;
    if (lead?.name) names.add(lead.name);
  }
  return [...names].slice(0, 8);
}

function renderBad(bad: readonly ReadLine[], table: CsvTable, parts: ImportParts) {
  const {say, locale, save} = parts;
  return html`<p class="bad">
      ${icon('barred')}<span>${say('bad', {count: amount(bad.length, locale)})}</span>
    </p>
    <ul>
      ${bad.slice(0, mostProblems).map(line => renderProblem(line, problemText(line, table, parts), parts))}
    </ul>
    ${bad.length > mostProblems ? html`<p class="quiet">${say('more', {count: amount(bad.length - mostProblems, locale)})}</p>` : nothing}
    <button type="button" class="save" @click=${save}>${say('saveRest')}</button>`;
}

/** Line numbers are those of the file, whose first line names the columns. */
function renderProblem({index}: ReadLine, text: string, {say, locale}: ImportParts) {
  return html`<li><b>${say('lineOf', {line: amount(index + 2, locale)})}</b> ${text}</li>`;
}

const dates: readonly OrderField[] = ['createdAt', 'serviceAt', 'serviceEnd', 'closedAt'];

/** What is wrong with a line, with the field and what to do. */
export function problemText(
  {index, problem, row}: ReadLine,
  table: CsvTable,
  {say, columnOf}: Pick<ImportParts, 'say' | 'columnOf'>,
): string {
  const {field, kind} = problem!;
  const column = field && columnOf(field);
  const value = (column && table.records[index]?.[column]) ?? String((row as Previewed).externalId ?? '');
  const named = {
    field: say(field ? `field.${field}` : 'field.row'),
    value: value.slice(0, 60),
    example: field && dates.includes(field) ? '2026-12-31 14:30' : '60',
  };
  if (kind === 'wrong' && field === 'serviceEnd') return say('problem.order', named);
  return say(`problem.${kind}`, named);
}

/** It is being sent, or was stopped. */
export function renderRunning(progress: ImportProgress, {say, locale, stop, goOn}: ImportParts) {
  const {done, total, isRunning, error} = progress;
  const text = say('progress', {done: amount(done, locale), total: amount(total, locale)});
  const reason = reasonOf(error, say('noConnection'));
  return html`<div class="body">
      <label class="progress" role="status">${text} <progress max=${total} value=${done}></progress></label>
      ${error ? html`<p class="failure" role="alert">${say('didNotWork', {reason})}</p>` : nothing}
      ${!isRunning && !error ? html`<p class="quiet">${say('stopped')}</p>` : nothing}
    </div>
    <footer>
      ${
        isRunning
          ? html`<button type="button" @click=${stop}>${say('stop')}</button>`
          : html`<button class="primary" type="button" @click=${goOn}>${say('goOn')}</button>`
      }
    </footer>`;
}

/** All of it was sent. */
export function renderDone({made, already, refused}: ImportProgress, parts: ImportParts) {
  const {say, locale, lines, another, save, close, isInline} = parts;
  const left = refused.length + lines.filter(({problem}) => problem).length;
  return html`<div class="body">
      <section class="judgement" role="status">
        <p class="good">${icon('tick')}<span>${say('made', {count: amount(made, locale)})}</span></p>
        ${already > 0 ? html`<p class="quiet">${icon('half_circle')}<span>${say('already', {count: amount(already, locale)})}</span></p>` : nothing}
        ${left > 0 ? html`<p class="bad">${icon('barred')}<span>${say('leftOut', {count: amount(left, locale)})}</span></p>` : nothing}
      </section>
      ${refused.length > 0 ? renderRefused(refused, parts) : nothing}
      ${left > 0 ? html`<button type="button" class="save" @click=${save}>${say('saveRest')}</button>` : nothing}
    </div>
    <footer>
      <button type="button" @click=${another}>${say('otherFile')}</button>
      ${isInline ? nothing : html`<button class="primary" type="button" @click=${close}>${say('close')}</button>`}
    </footer>`;
}

function renderRefused(refused: readonly Refused[], parts: ImportParts) {
  const {say, locale} = parts;
  return html`<ul>
      ${refused
        .slice(0, mostProblems)
        .map(({line, field, message}) =>
          renderProblem(line, `${say(field ? `field.${field}` : 'field.row')}: ${message}`, parts),
        )}
    </ul>
    ${refused.length > mostProblems ? html`<p class="quiet">${say('more', {count: amount(refused.length - mostProblems, locale)})}</p>` : nothing}`;
}
