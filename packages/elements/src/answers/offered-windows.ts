import type {VisitWindows} from '@dispatch-kit/client';
import {html} from 'lit';
import type {TemplateResult} from 'lit';
import {formatDay, formatTimeRange} from '../base/format.ts';
import type {Format} from '../base/format.ts';
import type {Localizer} from '../base/localizer.ts';
import type {CustomerWord} from '../locales/customer/en.ts';

/** More than these make nobody's choice easier. */
const mostDays = 5;

/** The times that are offered, by day, each to be chosen or not. */
export function renderWindows(
  windows: VisitWindows | 'loading',
  say: Localizer<CustomerWord>['say'],
  format: Format,
): TemplateResult {
  if (windows === 'loading') {
    return html`<p class="quiet" role="status">${say('loadingWindows')}</p>`;
  }
  const zoned = {...format, timeZone: windows.timeZone};
  const days = [...Map.groupBy(windows.items, ({start}) => formatDay(zoned, start))].slice(0, mostDays);
  return html`<fieldset aria-label=${say('suitableTimes')}>
    ${days.map(
      ([day, items]) =>
        html`<div class="day" role="group" aria-label=${day}>
          <h4>${day}</h4>
          <div class="chips">
            ${items.map(
              ({start, end}) =>
                html`<label class="chip">
                  <input type="checkbox" name="window" value=${`${start}/${end}`} />
                  <bdi>${formatTimeRange(zoned, {start, end})}</bdi>
                </label>`,
            )}
          </div>
        </div>`,
    )}
  </fieldset>`;
}

/** The times that were chosen; the server takes ten. */
export function chosenWindows(data: FormData): {start: string; end: string}[] {
  return data
    .getAll('window')
    .slice(0, 10)
    .map(value => {
      const [start, end] = String(value).split('/') as [string, string];
      return {start, end};
    });
}
