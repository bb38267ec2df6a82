import axe from 'axe-core';
import {statusesOf} from '@dispatch-kit/core';
import {expect} from 'chai';
import {DispatchStatus} from './dispatch-status.ts';

async function prepare(properties: Partial<DispatchStatus>): Promise<DispatchStatus> {
  const element = Object.assign(document.createElement('dispatch-status'), properties);
  document.body.append(element);
  await element.updateComplete;
  return element;
}
const wordsOf = (element: DispatchStatus) => element.shadowRoot!.querySelector('.word')?.textContent.trim();

describe('<dispatch-status>', () => {
  afterEach(() => document.body.replaceChildren());
  before(() => document.documentElement.setAttribute('lang', 'en'));

  it('is defined', () => {
    expect(document.createElement('dispatch-status')).to.be.instanceOf(DispatchStatus);
  });

  for (const theme of ['light', 'dark'] as const) {
    it(`says each status by icon, word and colour, readable in the ${theme}`, async () => {
      document.documentElement.style.colorScheme = theme;
      document.body.style.background = theme === 'dark' ? '#171b21' : '#ffffff';
      for (const palette of ['jobs', 'trips'] as const) {
        for (const subject of ['job', 'appointment'] as const) {
          for (const status of statusesOf(subject)) await prepare({palette, subject, status});
        }
      }
      for (const element of document.querySelectorAll('dispatch-status')) {
        expect(wordsOf(element)).to.match(/\w/).and.not.equal('Other');
        expect(element.shadowRoot!.querySelector('svg')).to.not.equal(null);
      }
      const {violations} = await axe.run(document.body, {runOnly: ['wcag2a', 'wcag2aa', 'wcag22aa']});
      expect(violations.map(violation => violation.help)).to.deep.equal([]);
      document.documentElement.style.removeProperty('color-scheme');
      document.body.style.removeProperty('background');
    });
  }

  it('shows a status that it does not know as other', async () => {
    expect(wordsOf(await prepare({status: 'teleported'}))).to.equal('Other');
  });

  it('speaks the language of the nearest lang, and words of the host before it', async () => {
    const german = document.createElement('div');
    german.lang = 'de';
    document.body.append(german);
    const element = await prepare({status: 'paused'});
    german.append(element);
    element.requestUpdate();
    while (wordsOf(element) !== 'Pausiert') await new Promise(requestAnimationFrame);
    element.words = {'job.paused': 'Ruht'};
    await element.updateComplete;
    expect(wordsOf(element)).to.equal('Ruht');
  });
});
