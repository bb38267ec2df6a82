import {DispatchClient, isDispatchError} from '@dispatch-kit/client';
import type {Notice} from '@dispatch-kit/core';

const form = document.querySelector<HTMLFormElement>('#key-form')!;
const state = document.querySelector('#state')!;
const phones = document.querySelector('#phones')!;
const refreshEveryMs = 1000;

/** How each state is told; waiting messages count down. */
const stateWords: Record<string, string> = {
  sent: 'Delivered',
  kept: 'Kept (test organization)',
  no_consent: 'Not sent: no consent',
  failed: 'Could not be delivered',
};

let shown = '';

form.addEventListener('submit', event => {
  event.preventDefault();
  location.hash = String(new FormData(form).get('key'));
});
addEventListener('hashchange', () => location.reload());

const key = location.hash.slice(1);
form.hidden = key !== '';
if (key) void keepShowing(new DispatchClient({url: location.origin, token: key}));

async function keepShowing(client: DispatchClient): Promise<void> {
  for (;;) {
    try {
      const {items} = await client.office.notices({limit: 100});
      show(items, client.clock.nowMs());
    } catch (error) {
      if (!isDispatchError(error) || !error.retryable) {
        state.textContent = isDispatchError(error) ? error.message : 'This page stopped; reload it.';
        form.hidden = false;
        return;
      }
      state.textContent = 'Offline; trying again.';
    }
    await new Promise(resolve => setTimeout(resolve, refreshEveryMs));
  }
}

function show(notices: readonly Notice[], nowMs: number): void {
  const visible = notices.filter(notice => notice.state !== 'dropped');
  state.textContent = visible.length === 0 ? 'No message yet. Book a visit, and its text appears here.' : '';
  const picture = JSON.stringify(visible.map(notice => [notice.id, notice.state, wordsOf(notice, nowMs)]));
  if (picture === shown) return;
  shown = picture;
  const byReader = Map.groupBy(visible, notice => notice.contactId ?? notice.memberId ?? '');
  phones.replaceChildren(...[...byReader.values()].map(ofReader => phone(ofReader, nowMs)));
}

function phone(notices: readonly Notice[], nowMs: number): HTMLElement {
  const section = document.createElement('section');
  section.className = 'phone';
  const name = document.createElement('h2');
  name.textContent = notices[0]!.recipient;
  const list = document.createElement('ol');
  list.append(...notices.toReversed().map(notice => bubble(notice, nowMs)));
  section.append(name, list);
  return section;
}

function bubble(notice: Notice, nowMs: number): HTMLElement {
  const item = document.createElement('li');
  item.dataset['state'] = notice.state;
  const text = document.createElement('p');
  text.textContent = notice.words;
  const small = document.createElement('small');
  small.textContent = wordsOf(notice, nowMs);
  item.append(text, small);
  return item;
}

function wordsOf(notice: Notice, nowMs: number): string {
  if (notice.state !== 'waiting') return stateWords[notice.state] ?? notice.state;
  const seconds = Math.max(0, Math.ceil((Date.parse(notice.runAfter) - nowMs) / 1000));
  return seconds > 0 ? `Waiting, ${seconds} s: it can still be taken back` : 'Sending';
}
