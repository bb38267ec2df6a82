import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {TestContext} from 'node:test';
import {createCompany} from '@dispatch-kit/testing';
import {DispatchClient} from '../dispatch-client.ts';
import {webPlatform} from '../platform.ts';

/** A client in a page that can be hidden, whose waits are a thousandth as long. */
async function open(context: TestContext) {
  const company = await createCompany();
  context.after(() => company.close());
  const sam = await company.hireTechnician();
  const nia = await company.hireTechnician('Nia Cole');
  await company.book({leadId: sam.id});
  const page = {isHidden: false, streams: 0, opened: 0};
  const timers = new Set<symbol>();
  const listeners = new Set<() => void>();
  const web = webPlatform();
  const client = new DispatchClient({
    url: company.url,
    token: company.admin.token,
    platform: {
      ...web,
      after(delayMs, callback) {
        const timer = Symbol();
        timers.add(timer);
        const callOff = web.after(delayMs > 30_000 ? delayMs : delayMs / 1000, () => {
          timers.delete(timer);
          callback();
        });
        return () => {
          timers.delete(timer);
          callOff();
        };
      },
      isHidden: () => page.isHidden,
      onVisibility(listener) {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
      async fetch(input) {
        const request = input as Request;
        const response = await company.server.fetch(request);
        if (!response.headers.get('content-type')?.startsWith('text/event-stream')) return response;
        page.opened += 1;
        page.streams += 1;
        request.signal.addEventListener('abort', () => (page.streams -= 1), {once: true});
        return response;
      },
    },
  });
  const show = (isHidden: boolean) => {
    page.isHidden = isHidden;
    for (const listener of [...listeners]) listener();
  };
  return {company, nia, client, page, timers, show};
}

const until = async (holds: () => boolean) => {
  while (!holds()) await new Promise(resolve => setTimeout(resolve, 1));
};

test('a page that stays hidden closes its stream, and misses nothing once it is seen', async context => {
  const {company, nia, client, page, timers, show} = await open(context);
  const board = client.board();
  const stop = board.subscribe(() => {});
  await until(() => board.get().status === 'live' && page.streams === 1);
  show(true);
  await until(() => page.streams === 0);
  assert.equal(timers.size, 0, 'nothing wakes the device');
  await company.book({leadId: nia.id});
  assert.equal(board.get().jobs.size, 1, 'nothing comes while it rests');
  assert.equal(board.get().status, 'live', 'who does not look is told of no outage');
  show(false);
  await until(() => board.get().jobs.size === 2);
  assert.equal(page.opened, 2);
  stop();
});
