import {expect} from 'chai';
import type {OfficePicture} from '@dispatch-kit/client';
import type {Job} from '@dispatch-kit/core';
import type {DispatchBoard} from './dispatch-board.ts';

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
  <script type="module" src="/packages/elements/src/board/dispatch-board.ts"></script></head><body></body></html>`;

const job = {
  id: 'job_1',
  status: 'unscheduled',
  title: '<b>Leak</b>',
  address: {line: '1 Main St'},
  customerId: 'cus_1',
  appointments: [],
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
    members: new Map(),
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

describe('the board on a page with a strict policy', () => {
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
    await contentWindow!.customElements.whenDefined('dispatch-board');
    const board = contentDocument!.createElement('dispatch-board') as DispatchBoard;
    board.source = standingOffice();
    contentDocument!.body.append(board);
    const find = (selector: string) => board.shadowRoot?.querySelector<HTMLElement>(selector);
    const until = async (isSo: () => unknown) => {
      while (!isSo()) await new Promise(requestAnimationFrame);
    };
    await until(() => find('.row'));
    expect(find('.title')!.textContent).to.equal('<b>Leak</b>');
    find('.more button')!.click();
    await until(() => find('.menu')!.matches(':popover-open'));
    [...board.shadowRoot!.querySelectorAll<HTMLElement>('[role=menuitem]')].at(-1)!.click();
    await until(() => find('dispatch-plan-dialog')?.shadowRoot?.querySelector('dialog')?.open);
    expect(violations).to.deep.equal([]);
    frame.remove();
  });
});
