/** The card of a phone's page as a sheet over the map: by pointer, by keyboard, and for who hears it. */
import {sendKeys, sendMouse, setViewport} from '@web/test-runner-commands';
import {expect} from 'chai';
import './dispatch-tracker.ts';
import type {DispatchTracker} from './dispatch-tracker.ts';

let tracker: DispatchTracker;
const find = (selector: string) => tracker.renderRoot.querySelector<HTMLElement>(selector)!;
const handle = () => find('.handle');
const topOf = () => Math.round(find('.card').getBoundingClientRect().top);
const isUp = () => handle().getAttribute('aria-expanded') === 'true';

async function until(isSo: () => boolean, what: string): Promise<void> {
  for (let frames = 0; frames < 400; frames++) {
    if (isSo()) return;
    await new Promise(requestAnimationFrame);
  }
  throw new Error(`${what} did not come: the card stands at ${topOf()}`);
}

/** It glides to where it goes: a hand finds it there. */
async function stands(isThere: () => boolean, what: string): Promise<void> {
  let since = 0;
  let top = topOf();
  await until(() => {
    since = topOf() === top ? since + 1 : 0;
    top = topOf();
    return since > 10 && isThere();
  }, what);
}

async function drag(by: number): Promise<void> {
  const {x, y, width, height} = handle().getBoundingClientRect();
  const [left, top] = [Math.round(x + width / 2), Math.round(y + height / 2)];
  await sendMouse({type: 'move', position: [left, top]});
  await sendMouse({type: 'down'});
  for (let step = 1; step <= 5; step++)
    await sendMouse({type: 'move', position: [left, Math.round(top + (by * step) / 5)]});
  await sendMouse({type: 'up'});
}

describe('the sheet of <dispatch-tracker>', () => {
  beforeEach(async () => {
    await setViewport({width: 390, height: 800});
    document.body.style.margin = '0';
    tracker = document.createElement('dispatch-tracker');
    tracker.style.blockSize = '800px';
    tracker.mapStyle = {version: 8, sources: {}, layers: []};
    tracker.view = {
      version: 1,
      job: {title: 'Leaking tap, kitchen'},
      destination: {lat: 41.91, lng: -87.6},
      visit: {phase: 'upcoming', window: {start: '2026-11-20T20:00:00Z', end: '2026-11-20T22:00:00Z'}},
      actions: ['confirm', 'note', 'call', 'request_reschedule', 'request_cancel'],
    };
    // Of the page's own, below everything: so that there is something to pull up for.
    const terms = document.createElement('p');
    terms.style.blockSize = '600px';
    tracker.append(terms);
    document.body.append(tracker);
    await tracker.updateComplete;
    await until(() => handle() !== null, 'the handle');
  });
  afterEach(async () => {
    tracker.remove();
    await setViewport({width: 800, height: 600});
  });

  it('lies low at first, with the same height whatever is in it', async () => {
    const low = topOf();
    expect([low, isUp()]).to.deep.equal([336, false]);
    tracker.view = {...tracker.view!, actions: []};
    await tracker.updateComplete;
    expect(topOf()).to.equal(low);
  });

  it('is pulled up and let down by its handle: pressed, and by arrow keys', async () => {
    const low = topOf();
    handle().click();
    await stands(isUp, 'up');
    expect(handle().getAttribute('aria-controls')).to.equal(find('.card').id);
    handle().focus();
    await sendKeys({press: 'ArrowDown'});
    await stands(() => !isUp() && topOf() === low, 'down');
    await sendKeys({press: 'ArrowUp'});
    await stands(isUp, 'up again');
    await sendKeys({press: 'Enter'});
    await stands(() => !isUp() && topOf() === low, 'down again');
  });

  it('follows a pointer, goes on to the nearer place, and is not pressed by the way', async () => {
    const low = topOf();
    await drag(-200);
    await stands(() => isUp() && topOf() < low - 150, 'up');
    await drag(200);
    await stands(() => !isUp() && topOf() === low, 'down');
  });

  it('is no sheet where the page is wide', async () => {
    await setViewport({width: 1_200, height: 800});
    await until(() => handle() === null, 'a card beside the map');
  });
});
