import {html} from 'lit';
import type {OfficeLocalizer} from './office-words.ts';

/** A day and a time of day, as a form holds them. */
export interface When {
  day: string;
  time: string;
}

interface WhenContext {
  form: Readonly<When>;
  change(patch: Partial<When>): void;
  localizer: OfficeLocalizer;
  /** Why the time will not do, in words. */
  problem?: string | undefined;
}

/** What somebody has typed into the field of an event, or chosen in it. */
export function valueOf(event: Event): string {
  return (event.currentTarget as HTMLInputElement).value;
}

/** The two fields for when a visit begins. */
export function renderBeginning({form, change, localizer, problem}: WhenContext) {
  return html`<label>
      ${localizer.say('date')}
      <input
        type="date"
        required
        .value=${form.day}
        @change=${(event: Event) => change({day: valueOf(event)})}
      />
    </label>
    <label>
      ${localizer.say('startTime')}
      <input
        type="time"
        required
        .value=${form.time}
        aria-invalid=${problem !== undefined}
        aria-describedby="time-problem"
        @change=${(event: Event) => change({time: valueOf(event)})}
      />
      <small class="bad" id="time-problem">${problem}</small>
    </label>`;
}
