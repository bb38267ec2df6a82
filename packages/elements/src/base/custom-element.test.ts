import {expect} from 'chai';
import {customElement} from './custom-element.ts';
import {version} from './version.ts';

/** Runs something and answers what was warned of meanwhile. */
function warnings(run: () => void): string[] {
  const said: string[] = [];
  const {warn} = console;
  console.warn = (text: string) => said.push(text);
  try {
    run();
  } finally {
    console.warn = warn;
  }
  return said;
}

describe('registering an element', () => {
  it('twice keeps the first and neither throws nor warns', () => {
    class First extends HTMLElement {}
    class Second extends HTMLElement {}
    const said = warnings(() => {
      customElement('dispatch-test-twice')(First);
      customElement('dispatch-test-twice')(Second);
    });
    expect(customElements.get('dispatch-test-twice')).to.equal(First);
    expect(said).to.deep.equal([]);
  });

  it('beside a copy of another version warns, naming both', () => {
    class Foreign extends HTMLElement {
      static dispatchKitVersion = '9.9.9';
    }
    customElements.define('dispatch-test-foreign', Foreign);
    const said = warnings(() => customElement('dispatch-test-foreign')(class extends HTMLElement {}));
    expect(said).to.have.length(1);
    expect(said[0]).to.include('9.9.9').and.include(version);
  });

  it('knows the version of the package', async () => {
    const manifest = (await (await fetch('/packages/elements/package.json')).json()) as {version: string};
    expect(version).to.equal(manifest.version);
  });
});
