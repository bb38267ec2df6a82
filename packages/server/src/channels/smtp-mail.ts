import {visitCalendar} from '@dispatch-kit/core';
import nodemailer from 'nodemailer';
import {NoticeRefused} from '../options.ts';
import type {Notifier, OutgoingNotice} from '../options.ts';

export type SmtpOptions = {
  /** `smtps://user:password@mail.example.com`, or `smtp://…:587` for STARTTLS. */
  url: string;
  /** The address that mail comes from; its name is the organization's. */
  from: string;
  /** The office's clock, for the stamp of calendar entries; the machine's unless given. */
  now: () => number;
  timeoutMs?: number;
};

/**
 * Sends e-mail by SMTP: the words as text and as a page, and a visit as an entry for the reader's calendar. A mailbox that
 * the server refuses is refused for good; anything else is tried again, with the same Message-ID.
 */
export function smtpMail({url, from, now, timeoutMs = 10_000}: SmtpOptions): Notifier & {close(): void} {
  const transport = nodemailer.createTransport({
    url,
    pool: true,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send(notice) {
      try {
        const {messageId} = await transport.sendMail(mailOf(notice, from, now()));
        return {providerId: messageId, state: 'sent'};
      } catch (error) {
        throw refusal(error) ?? error;
      }
    },
    close: () => transport.close(),
  };
}

function mailOf(notice: OutgoingNotice, from: string, nowMs: number) {
  const {id, organization, to, subject, text, html, link} = notice;
  const host = from.slice(from.lastIndexOf('@') + 1);
  return {
    messageId: `<${id}@${host}>`,
    from: {name: organization.name, address: from},
    to: {name: '', address: to},
    subject,
    text,
    html,
    date: new Date(nowMs),
    headers: {
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      ...(link && {'List-Unsubscribe': `<${link}>`}),
    },
    ...calendarOf(notice, from, nowMs),
  };
}

/** The visit beside the words, as mail readers take invitations (RFC 6047). */
function calendarOf({calendar, organization}: OutgoingNotice, from: string, nowMs: number) {
  if (!calendar) return {};
  const {method, visit} = calendar;
  const organizer = {name: organization.name, email: from};
  const content = visitCalendar([{...visit, organizer}], {method, nowMs});
  return {icalEvent: {method, filename: 'visit.ics', content}};
}

/** A mailbox that is not there (5xx for its address) will not be there later. */
function refusal(error: unknown): NoticeRefused | undefined {
  const {code, responseCode, message} = error as {code?: string; responseCode?: number; message?: string};
  const isMailbox = code === 'EENVELOPE' && responseCode !== undefined && responseCode >= 500;
  return isMailbox
    ? new NoticeRefused(`smtp_${responseCode}`, message ?? 'The mailbox was refused.')
    : undefined;
}
