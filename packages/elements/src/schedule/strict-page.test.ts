import {expect} from 'chai';
import type {OfficePicture} from '@dispatch-kit/client';
import type {Job, Member, Organization} from '@dispatch-kit/core';
import type {DispatchSchedule} from './dispatch-schedule.ts';

const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "require-trusted-types-for 'script'",
  'trusted-types lit-html dispatch-kit',
].join('; ');
const page = `<!doctype html><html lang="en"><head><title>Strict</title>
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <script type="module" src="/packages/elements/src/schedule/dispatch-schedule.ts"></script></head><body></body></html>`;

const visit = {
  id: 'apt_1',
  status: 'scheduled',
  leadId: 'mem_1',
  helperIds: [],
  window: {start: '2026-03-03T16:00:00Z', end: '2026-03-03T17:00:00Z'},
  planned: {start: '2026-03-03T16:00:00Z', durationMinutes: 60},
};
const member = {id: 'mem_1', name: 'Sam', roles: ['technician'], workingHours: null, deactivatedAt: null};

const job = {
  id: 'job_1',
  status: 'scheduled',
  title: '<b>Leak</b>',
  address: {line: '1 Main St'},
  customerId: 'cus_1',
  appointments: [visit],
  offer: null,
  closure: null,
  createdAt: '2026-03-03T12:00:00Z',
} as unknown as Job;

/** A host's own office, without a server of ours. */
function standingOffice() {
  const picture: OfficePicture = {
    status: 'live',
    asOfMs: 0,
    jobs: new Map([[job.id, job]]),
    customers: new Map(),
    members: new Map([['mem_1', member as unknown as Member]]),
    organization: {timeZone: 'America/Chicago'} as Organization,
    positions: new Map(),
  };
  return {
    get: () => picture,
    subscribe: () => () => {},
    nowMs: () => Date.parse('2026-03-03T15:00:00Z'),
    filter: {list: 'active', text: '', statuses: [], leadId: undefined} as const,
    setFilter: () => {},
    selection: {},
    select: () => {},
  };
}

describe('the schedule on a page with a strict policy', () => {
  it('shows a host’s own office with its menu and a dialog, and has nothing to object to', async () => {
    const frame = document.createElement('iframe');
    frame.width = '900';
    frame.height = '600';
    document.body.append(frame);
    const {contentDocument, contentWindow} = frame;
    contentDocument!.open();
    contentDocument!.write(page);
    contentDocument!.close();
    const violations: string[] = [];
    contentDocument!.addEventListener('securitypolicyviolation', event =>
      violations.push(`${event.effectiveDirective} ${event.blockedURI} ${event.sample}`),
    );
    await contentWindow!.customElements.whenDefined('dispatch-schedule');
    const schedule = contentDocument!.createElement('dispatch-schedule') as DispatchSchedule;
    schedule.source = standingOffice();
    contentDocument!.body.append(schedule);
    const find = (selector: string) => schedule.shadowRoot?.querySelector<HTMLElement>(selector);
    const until = async (isSo: () => unknown) => {
      while (!isSo()) await new Promise(requestAnimationFrame);
    };
    await until(() => find('.card'));
    expect(find('.card')!.style.insetInlineStart).to.match(/%$/);
    expect(find('.title')!.textContent).to.equal('<b>Leak</b>');
    find('.card')!.dispatchEvent(new MouseEvent('contextmenu', {bubbles: true, cancelable: true}));
    await until(() => find('.menu')!.matches(':popover-open'));
    [...schedule.shadowRoot!.querySelectorAll<HTMLElement>('[role=menuitem]')].at(-1)!.click();
    await until(() => find('dispatch-plan-dialog')?.shadowRoot?.querySelector('dialog')?.open);
    expect(violations).to.deep.equal([]);
    frame.remove();
  });
});
