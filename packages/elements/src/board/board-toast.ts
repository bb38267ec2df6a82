import type {OfficePicture} from '@dispatch-kit/client';
import {toMs} from '@dispatch-kit/core';
import type {CommandReply} from '@dispatch-kit/core';
import {html, nothing} from 'lit';
import {formatTime} from '../base/format.ts';
import type {Format} from '../base/format.ts';
import {icon} from '../base/icons.ts';
import type {OfficeLocalizer, OfficeSay} from '../order/office-words.ts';
import type {Planned} from '../order/plan-dialog.ts';
import type {Wish} from '../order/plan-wish.ts';
import {undoOf} from './bulk-wishes.ts';
import type {BulkDone} from './bulk-wishes.ts';

/** What was just done, for as long as it can be taken back. */
export interface Toast {
  readonly text: string;
  /** Why it could not be taken back when that was tried. */
  readonly problem?: string | undefined;
  /** What takes it back, in the order it was done; undefined where nothing can. */
  readonly undo?: readonly Wish[] | undefined;
  /** Until when, milliseconds since 1970; without it the toast stays until it is closed. */
  readonly untilMs?: number | undefined;
  /** Who is told of it, and when that message leaves. */
  readonly telling?: {readonly name: string; readonly atMs: number} | undefined;
}

/** Says what a dialog has done. */
export function toastOf(
  planned: Planned,
  picture: OfficePicture,
  localizer: OfficeLocalizer,
  format: Format,
): Toast {
  return toastFor(textOf(planned, picture, localizer, format), planned, picture);
}

/** Says what was done, with the way back and who is told. */
export function toastFor(
  text: string,
  {wish, reply}: {wish: Wish; reply: CommandReply | undefined},
  picture: OfficePicture,
): Toast {
  const root = reply?.events[0];
  if (!reply || !root) return {text};
  const told = reply.notices.find(notice => notice.state === 'waiting' && notice.to);
  const graceMs = (picture.organization?.graceSeconds ?? 0) * 1000;
  // What was asked of a job may have happened to a visit of it: that is where it is taken back.
  const subject = root.appointmentId ? {appointmentId: root.appointmentId, jobId: undefined} : wish;
  const {appointmentId, jobId} = subject;
  const undo: Wish = {command: 'undo', input: {eventId: root.id}, appointmentId, jobId};
  return {
    text,
    undo: wish.command === 'undo' ? undefined : [undo],
    untilMs: reply.undoUntil ? toMs(reply.undoUntil) : undefined,
    telling: told && {name: told.to, atMs: toMs(root.recordedAt) + graceMs},
  };
}

/** Says what was done with several jobs, and what was not. */
export function bulkToastOf({kind, results}: BulkDone, localizer: OfficeLocalizer): Toast {
  const undo = undoOf(results);
  const failed = results.flatMap(result => ('why' in result ? [result] : []));
  const done = results.flatMap(result => ('reply' in result ? [result.reply] : []));
  const untils = done.flatMap(reply => (reply?.undoUntil ? [toMs(reply.undoUntil)] : []));
  const [first] = failed;
  return {
    text: localizer.say(`bulkDone.${kind}`, {count: String(done.length)}),
    problem:
      first &&
      localizer.say('bulkNotDone', {
        count: String(failed.length),
        title: first.item.row.job.title,
        reason: first.why,
      }),
    undo: undo.length > 0 ? undo : undefined,
    untilMs: untils.length > 0 ? Math.min(...untils) : undefined,
  };
}

function textOf(
  {kind, row, wish, reply}: Planned,
  picture: OfficePicture,
  localizer: OfficeLocalizer,
  format: Format,
): string {
  const {title} = row.job;
  if (kind === 'cancel' || kind === 'keep') return localizer.say(`done.${kind}`, {title});
  if (kind === 'assign') {
    const name = picture.members.get(String(wish.input['leadId']))?.name;
    return name ? localizer.say('done.assign', {title, name}) : localizer.say('done.unassign', {title});
  }
  const start = reply?.appointment?.planned.start;
  const given = {...(wish.input['appointment'] as object | undefined), ...wish.input};
  if (kind === 'time' && start && 'leadId' in given) {
    const name = picture.members.get(String(given.leadId))?.name ?? localizer.say('unassigned');
    return localizer.say('done.moved', {title, time: formatTime(format, start), name});
  }
  if (kind === 'time' && start) return localizer.say('done.time', {title, time: formatTime(format, start)});
  return localizer.say('done.status', {title, status: statusWord(reply, localizer)});
}

function statusWord(reply: CommandReply | undefined, localizer: OfficeLocalizer): string {
  const {appointment, job} = reply ?? {};
  const key = appointment ? `appointment.${appointment.status}` : `job.${job?.status}`;
  return localizer.sayIfKnown(key) ?? localizer.say('otherStatus');
}

/** The toast, with the time that is left. */
export function renderToast(
  toast: Toast | undefined,
  {
    say,
    nowMs,
    undo,
    close,
  }: {say: OfficeSay; nowMs: number; undo(wishes: readonly Wish[]): void; close(): void},
) {
  const {untilMs, telling} = toast ?? {};
  const secondsLeft = untilMs === undefined ? undefined : Math.ceil((untilMs - nowMs) / 1000);
  const tellingIn = telling ? Math.ceil((telling.atMs - nowMs) / 1000) : 0;
  const mayUndo = toast?.undo && (secondsLeft === undefined || secondsLeft > 0);
  return html`<div class="toast-place">
    <div class="toast" ?hidden=${!toast}>
      <p role="status">
        ${toast?.text} ${toast?.problem}
        ${telling && tellingIn > 0 ? html`<span aria-hidden="true">${say('toldIn', {name: telling.name, seconds: String(tellingIn)})}</span>` : nothing}
      </p>
      ${
        mayUndo
          ? html`<button
              type="button"
              class="undo"
              aria-label=${say('undo')}
              title=${secondsLeft === undefined ? nothing : say('undoFor', {time: clock(secondsLeft)})}
              @click=${() => undo(toast.undo!)}
            >
              ${say('undo')}
              ${secondsLeft === undefined ? nothing : html`<span aria-hidden="true">${clock(secondsLeft)}</span>`}
            </button>`
          : nothing
      }
      <button type="button" class="plain" aria-label=${say('close')} @click=${close}>${icon('cross')}</button>
    </div>
  </div>`;
}

/** `4:07`. */
function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
