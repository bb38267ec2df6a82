import type {NoticeKind} from '@dispatch-kit/core';
import type {Speech} from './words.ts';

const follow = ({url}: Speech) => (url ? ` ${url}` : '');

const sentences: Record<NoticeKind, (speech: Speech) => string> = {
  created: s => `${s.company}: your visit "${s.title}" is booked for ${s.window}. Details:${follow(s)}`,
  scheduled: s => `${s.company}: your visit "${s.title}" is planned for ${s.window}. Details:${follow(s)}`,
  rescheduled: s => `${s.company}: your visit "${s.title}" has moved to ${s.window}. Details:${follow(s)}`,
  reminder: s => `${s.company}: a reminder of your visit "${s.title}", ${s.window}.${follow(s)}`,
  on_the_way: s =>
    `${s.company}: ${s.technician} is on the way${s.arrival ? ` and will arrive about ${s.arrival}` : ''}. Follow:${follow(s)}`,
  new_eta: s =>
    `${s.company}: ${s.technician} is now expected${s.arrival ? ` about ${s.arrival}` : ' later'}.${follow(s)}`,
  minutes_away: s => `${s.company}: ${s.technician} is a few minutes away.${follow(s)}`,
  arrived: s => `${s.company}: ${s.technician} has arrived.`,
  technician_changed: s => `${s.company}: ${s.technician} will come to you instead. Follow:${follow(s)}`,
  delayed: s =>
    `${s.company}: ${s.technician} is delayed. We are sorry and will tell you when the visit goes on.${follow(s)}`,
  follow_up_needed: s => `${s.company}: "${s.title}" needs another visit. We will be in touch.${follow(s)}`,
  missed_you: s => `${s.company}: we missed you for "${s.title}". Choose a new time:${follow(s)}`,
  completed: s => `${s.company}: "${s.title}" is done. How was it?${follow(s)}`,
  canceled: s =>
    `${s.company}: your visit "${s.title}" (${s.window}) was canceled.${s.phone ? ` Questions? ${s.phone}` : ''}`,
  reinstated: s => `${s.company}: your visit "${s.title}" takes place after all, ${s.window}.${follow(s)}`,
  message: s => `${s.company}: ${s.message}`,
  heads_up: s => `${s.company}: you will get an invitation to our dispatch app.`,
  invited: s => `${s.company}: you are invited to our dispatch app.`,
  reinvited: s => `${s.company}: here is your invitation to our dispatch app again.`,
  assigned: s => `New on your list: ${s.title}, ${s.address}, ${s.window}.`,
  unassigned: s => `No longer on your list: ${s.title}, ${s.address}.`,
  team_rescheduled: s => `New time: ${s.title}, ${s.address}, ${s.window}.`,
  team_canceled: s => `Canceled: ${s.title}, ${s.address}, ${s.window}.`,
  day_open: s => `${s.company}: visits of today are still open.`,
  sign_in_code: s =>
    `${s.code} is your code for ${s.company}. It is good for ten minutes; give it to nobody.`,
};

/** A message in English. */
export function english(kind: NoticeKind, speech: Speech): string {
  return sentences[kind](speech);
}
