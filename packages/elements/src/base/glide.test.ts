import {expect} from 'chai';
import {LitElement, css, html, nothing} from 'lit';
import {Glide} from './glide.ts';

class StackedElement extends LitElement {
  static override properties = {hasBanner: {state: true}};
  static override styles = css`
    .scroller {
      block-size: 200px;
      overflow: auto;
    }
    p {
      block-size: 50px;
      margin: 0;
    }
    section {
      block-size: 400px;
    }
  `;
  declare hasBanner: boolean;
  protected readonly glide = new Glide(this, '.card, .card > p, section');

  protected override render() {
    return html`<div class="scroller">
      <div class="card">
        ${this.hasBanner ? html`<p class="banner"></p>` : nothing}
        <p class="line"></p>
      </div>
      <section></section>
    </div>`;
  }
}
customElements.define('stacked-element', StackedElement);

describe('Glide', () => {
  let element: StackedElement;
  beforeEach(async () => {
    element = new StackedElement();
    document.body.append(element);
    await element.updateComplete;
    await glided();
  });
  afterEach(() => element.remove());

  const find = (selector: string) => element.renderRoot.querySelector<HTMLElement>(selector)!;
  const topOf = (selector: string) =>
    Math.round(find(selector).getBoundingClientRect().top - element.offsetTop);
  const moving = (selector: string) => find(selector).getAnimations().length;
  const glided = () => new Promise(resolve => setTimeout(resolve));
  const showBanner = async (hasBanner: boolean) => {
    element.hasBanner = hasBanner;
    await element.updateComplete;
    await glided();
    const all = [...element.renderRoot.querySelectorAll('*')];
    for (const animation of all.flatMap(each => each.getAnimations())) animation.currentTime = 0;
  };

  it('leaves what is pushed away where it was seen, and moves it over', async () => {
    await showBanner(true);
    expect([topOf('.line'), topOf('section')]).to.deep.equal([0, 50]);
    await Promise.all(
      find('section')
        .getAnimations()
        .map(animation => animation.finished),
    );
    await Promise.all(
      find('.line')
        .getAnimations()
        .map(animation => animation.finished),
    );
    expect([topOf('.line'), topOf('section')]).to.deep.equal([50, 100]);
  });

  it('turns round in the middle of its way, from where it is', async () => {
    await showBanner(true);
    await showBanner(false);
    expect([topOf('.line'), topOf('section')]).to.deep.equal([0, 50]);
  });

  it('moves nothing when it is scrolled, or drawn again as it was', async () => {
    find('.scroller').scrollTop = 30;
    element.requestUpdate();
    await element.updateComplete;
    await glided();
    expect(['.card', '.line', 'section'].map(moving)).to.deep.equal([0, 0, 0]);
    expect(topOf('section')).to.equal(20);
  });
});
