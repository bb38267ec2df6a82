import {hourMs, toInstant} from '@dispatch-kit/core';
import {html, nothing} from 'lit';
import {classMap} from 'lit/directives/class-map.js';
import {repeat} from 'lit/directives/repeat.js';
import {formatTime} from '../base/format.ts';
import type {Format} from '../base/format.ts';
import type {RowWindow} from '../board/row-window.ts';
import type {OfficeSay} from '../order/office-words.ts';
import {formatShortDay} from '../order/written.ts';
import {placed} from './placed.ts';
import type {ScheduleView} from './schedule-model.ts';
import {renderRow} from './schedule-row.ts';
import type {RowContext} from './schedule-row.ts';
import type {TimeAxis} from './time-axis.ts';

/** All lines under their hours, as much of them as is in sight; over them what is held. */
export function renderSheet(view: ScheduleView, context: RowContext, rows: RowWindow) {
  const {axis} = view;
  const {say, format, nowMs} = context;
  const {before, after} = rows.gaps;
  const lines = renderLines(axis, nowMs);
  return html`<div class="scroller" tabindex="0">
    <div
      class=${classMap({sheet: true, several: axis.days.length > 1})}
      ${placed({'--_hours': String(Math.max(1, axis.totalMs / hourMs))})}
    >
      ${lines}
      <div class="grid" role="grid" aria-label=${say('schedule')} aria-rowcount=${view.rows.length + 2}>
        <div class="head" role="rowgroup">
          ${lines} ${renderAxis(axis, say, format)} ${renderRow(view.unassigned, 0, context)}
        </div>
        <div class="rows" role="rowgroup" ${placed({'padding-block': `${before}px ${after}px`})}>
          ${repeat(
            rows.indexes,
            index => view.rows[index]?.key,
            index => (view.rows[index] ? renderRow(view.rows[index], index + 1, context) : nothing),
          )}
        </div>
      </div>
      <div class="ghost" hidden aria-hidden="true"><span></span></div>
    </div>
  </div>`;
}

/** The hours above the lines, and the days where there are several. */
function renderAxis(axis: TimeAxis, say: OfficeSay, format: Format) {
  const hasDays = axis.days.length > 1;
  return html`<div class=${classMap({axis: true, several: hasDays})} role="row" aria-rowindex="1">
    <span class="name" role="columnheader">${say('columnTechnician')}</span>
    <span class="hours" role="columnheader">
      <span class="visually-hidden">${say('hours')}</span>
      ${hasDays ? axis.days.map(({startMs}) => html`<b class="dayname" aria-hidden="true" ${placed({'inset-inline-start': `${(axis.shareOf(startMs) * 100).toFixed(4)}%`, 'inline-size': `${100 / axis.days.length}%`})}>${formatShortDay(format, toInstant(startMs))}</b>`) : nothing}
      ${axis.ticks.map(
        ({atMs, share, beginsDay}, index) =>
          html`<span
            class=${classMap({hour: true, begins: beginsDay && hasDays, second: hasDays && isSecond(axis, index)})}
            aria-hidden="true"
            ${placed({'inset-inline-start': `${(share * 100).toFixed(4)}%`})}
            >${hourWords(format, atMs)}</span
          >`,
      )}
    </span>
  </div>`;
}

/** Of several days every second hour of each is named. */
function isSecond({ticks}: TimeAxis, index: number): boolean {
  const first = ticks.findLastIndex(({beginsDay}, at) => beginsDay && at <= index);
  return (index - first) % 2 === 1;
}

/** `9 am`, or `9:00` as the language writes hours. */
function hourWords(format: Format, atMs: number): string {
  return formatTime(format, toInstant(atMs)).replace(/[:.]00(?=\s?[ap]m)/u, '');
}

/** The lines of the hours, and of now. */
function renderLines(axis: TimeAxis, nowMs: number) {
  const at = (share: number) => placed({'inset-inline-start': `${(share * 100).toFixed(4)}%`});
  const isNowShown = axis.shows({startMs: nowMs, endMs: nowMs + 1});
  return html`<div class="lines" aria-hidden="true">
    ${axis.ticks.map(({share, beginsDay}) => html`<i class=${classMap({line: true, begins: beginsDay && share > 0})} ${at(share)}></i>`)}
    ${isNowShown ? html`<i class="now" ${at(axis.shareOf(nowMs))}></i>` : nothing}
  </div>`;
}
