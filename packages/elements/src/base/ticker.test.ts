import {expect} from 'chai';
import {LitElement} from 'lit';
import {Ticker} from './ticker.ts';

class AgeingElement extends LitElement {
  ages: 'second' | 'minute' | number | false = false;
  protected readonly ticker = new Ticker(this, () => this.ages);
}
customElements.define('ageing-element', AgeingElement);

describe('Ticker', () => {
  const {setInterval, clearInterval} = globalThis;
  const running = new Map<number, number>();
  beforeEach(() => {
    globalThis.setInterval = ((callback: () => void, everyMs: number) => {
      const id = setInterval(callback, everyMs);
      running.set(id as unknown as number, everyMs);
      return id;
    }) as typeof setInterval;
    globalThis.clearInterval = ((id: number) => {
      running.delete(id);
      clearInterval(id);
    }) as typeof clearInterval;
  });
  afterEach(() => {
    document.body.replaceChildren();
    Object.assign(globalThis, {setInterval, clearInterval});
  });
  const shows = async (ages: AgeingElement['ages'], element = new AgeingElement()) => {
    element.ages = ages;
    document.body.append(element);
    element.requestUpdate();
    await element.updateComplete;
    return element;
  };

  it('runs no timer while nothing ages', async () => {
    await shows(false);
    expect([...running.values()]).to.deep.equal([]);
  });

  it('runs each second for what counts seconds, less often for what is told to the minute', async () => {
    const element = await shows('second');
    expect([...running.values()]).to.deep.equal([1_000]);
    await shows('minute', element);
    expect([...running.values()]).to.deep.equal([10_000]);
    await shows(false, element);
    expect([...running.values()]).to.deep.equal([]);
  });

  it('draws once when the next change is due, and waits anew after each update', async () => {
    const element = await shows(20);
    expect([...running.values()]).to.deep.equal([]);
    let drawn = 0;
    element.requestUpdate = ((ask: () => void) => () => {
      drawn += 1;
      ask.call(element);
    })(element.requestUpdate.bind(element) as () => void) as typeof element.requestUpdate;
    await new Promise(resolve => setTimeout(resolve, 100));
    expect(drawn).to.be.greaterThan(0);
    element.remove();
    drawn = 0;
    await new Promise(resolve => setTimeout(resolve, 100));
    expect(drawn).to.equal(0);
  });

  it('stops when the element goes, and in a page that is hidden until it is seen', async () => {
    const element = await shows('second');
    const visibility = (state: DocumentVisibilityState) => {
      Object.defineProperty(document, 'visibilityState', {value: state, configurable: true});
      document.dispatchEvent(new Event('visibilitychange'));
    };
    visibility('hidden');
    expect([...running.values()]).to.deep.equal([]);
    visibility('visible');
    expect([...running.values()]).to.deep.equal([1_000]);
    expect(element.isUpdatePending).to.equal(true);
    Reflect.deleteProperty(document, 'visibilityState');
    element.remove();
    expect([...running.values()]).to.deep.equal([]);
  });
});
