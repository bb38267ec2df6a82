/** Judges a state as somebody does who cannot see it, or uses no mouse. */
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join, resolve} from 'node:path';
import type {Page} from './gallery-tab.ts';

const root = resolve(import.meta.dirname, '../..');
const axe = readFileSync(createRequire(join(root, 'package.json')).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds in what is shown, evaluated beside the page's own policy. */
export async function violationsIn(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe);
  return page.evaluate(async () => {
    const {axe} = globalThis as unknown as {axe: typeof import('axe-core')};
    const {violations} = await axe.run(document.body, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'],
      rules: {region: {enabled: false}, 'page-has-heading-one': {enabled: false}},
      resultTypes: ['violations'],
      preload: false,
    });
    return violations.map(({help, nodes}) => `${help}: ${nodes[0]!.html}`);
  });
}

/** What can be worked, and is not reached by going through the page with Tab. Of a group of radio buttons one is enough. */
export async function unreachedIn(page: Page): Promise<string[]> {
  let left = await page.evaluate(watchFocus);
  // A field for a date takes several steps.
  const mostSteps = left * 3 + 8;
  for (let step = 0; step < mostSteps && left > 0; step++) {
    await page.keyboard.press('Tab');
    if (step % 4 === 3 || step === mostSteps - 1) left = await page.evaluate(leftToReach);
  }
  return page.evaluate(() => [...(globalThis as unknown as Tools).toReach.values()]);
}

/** What is noted in the page, each thing with its name. */
interface Tools {
  toReach: Map<Element, string>;
  endWatch?: AbortController;
}

function leftToReach(): number {
  return (globalThis as unknown as Tools).toReach.size;
}

/** Runs in the page: notes what a person can work, and strikes out what gets the focus; returns how much it is. */
function watchFocus(): number {
  const tools = globalThis as unknown as Tools;
  tools.endWatch?.abort();
  tools.endWatch = new AbortController();
  const toReach = (tools.toReach = new Map<Element, string>());
  const nameOf = (each: HTMLInputElement) =>
    each.type === 'radio'
      ? `radio ${each.name}`
      : `${each.localName} ${each.id || each.name || each.getAttribute('aria-label') || each.textContent.trim()}`;
  let modal: ParentNode = document;
  const findModal = (part: ParentNode): void => {
    for (const each of part.querySelectorAll('*')) {
      if (each.matches('dialog:modal')) modal = each;
      if (each.shadowRoot) findModal(each.shadowRoot);
    }
  };
  const note = (part: ParentNode): void => {
    for (const each of part.querySelectorAll<HTMLInputElement>('*')) {
      // Under what lies over it nothing is to be reached.
      if (each.closest('[inert]')) continue;
      if (each.shadowRoot) note(each.shadowRoot);
      const isWorked = each.matches('a[href], button, input, textarea, select, [tabindex="0"]');
      const isLeftOut =
        each.matches('[tabindex="-1"], :disabled') || !each.checkVisibility({visibilityProperty: true});
      if (isWorked && !isLeftOut) toReach.set(each, nameOf(each));
    }
  };
  findModal(document);
  note(modal);
  // A key goes to what has the focus, and comes out of shadow roots; a change of focus within one does not.
  const strike = (event: Event) => {
    const focused = event.composedPath()[0] as HTMLInputElement;
    const own = nameOf(focused);
    // A button may say something else once it has done its work, and a group has one that is reached for all.
    for (const [each, name] of toReach) if (each === focused || name === own) toReach.delete(each);
  };
  (document.activeElement as HTMLElement | null)?.blur();
  document.addEventListener('keyup', strike, {signal: tools.endWatch.signal});
  return toReach.size;
}
