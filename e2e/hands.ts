/** Three ways to work a page: with the keyboard alone, with a finger alone, and through the accessibility tree alone. */
import type {Page} from './browser.ts';

type Session = Awaited<ReturnType<ReturnType<Page['context']>['newCDPSession']>>;

/** What somebody does to a page. What is named is looked for by the name that assistive technology hears. */
export interface Hand {
  /** Presses a button, or chooses a radio button. */
  press(name: RegExp, role?: 'button' | 'radio' | 'menuitem'): Promise<void>;
  /** Writes into a field; a time of day is written as `16:30`. */
  write(name: RegExp, text: string): Promise<void>;
  /** Does something with a row of the board: by its key, or from its menu. */
  actOn(title: string, action: {key: string; word: RegExp}): Promise<void>;
}

const patienceMs = 60_000;

async function until<T>(find: () => Promise<T | undefined | false>, what: string): Promise<T> {
  const endMs = Date.now() + patienceMs;
  for (;;) {
    const found = await find();
    if (found) return found;
    if (Date.now() > endMs) throw new Error(`${what} did not come`);
    await new Promise(later => setTimeout(later, 50));
  }
}

interface Node {
  nodeId: string;
  backendDOMNodeId?: number;
  ignored: boolean;
  role?: {value: string};
  name?: {value: string};
  properties?: {name: string; value: {value: unknown}}[];
}

/** What assistive technology is told of a page. */
class Tree {
  readonly #session: Session;

  constructor(session: Session) {
    this.#session = session;
  }

  static async of(page: Page): Promise<Tree> {
    const session = await page.context().newCDPSession(page);
    await session.send('Accessibility.enable');
    return new Tree(session);
  }

  /** The first that is so called and can be used, and is not hidden behind a dialog. */
  find(roles: readonly string[], name: RegExp): Promise<Node> {
    return until(
      async () => {
        const {nodes} = (await this.#session.send('Accessibility.getFullAXTree')) as {nodes: Node[]};
        const value = (node: Node, property: string) =>
          node.properties?.find(each => each.name === property)?.value.value;
        return nodes.find(
          node =>
            !node.ignored &&
            roles.includes(node.role?.value ?? '') &&
            name.test(node.name?.value ?? '') &&
            value(node, 'disabled') !== true,
        );
      },
      `${roles.join('/')} ${name.source}`,
    );
  }

  /** The default action of assistive technology. */
  async click(node: Node): Promise<void> {
    await this.#call(
      node,
      'function () { this.scrollIntoView({block: "center"}); this.focus(); this.click(); }',
    );
  }

  /** What assistive technology does that sets the value of a field. */
  async setValue(node: Node, value: string): Promise<void> {
    await this.#call(
      node,
      `function () {
        this.focus();
        this.value = ${JSON.stringify(value)};
        for (const type of ['input', 'change']) this.dispatchEvent(new Event(type, {bubbles: true}));
      }`,
    );
  }

  async #call({backendDOMNodeId}: Node, functionDeclaration: string): Promise<void> {
    const {object} = await this.#session.send('DOM.resolveNode', {backendNodeId: backendDOMNodeId!});
    await this.#session.send('Runtime.callFunctionOn', {objectId: object.objectId!, functionDeclaration});
  }
}

const fields = ['textbox', 'searchbox', 'combobox', 'InputTime', 'Date', 'DateTime', 'spinbutton'];

/** Works a page as a screen reader does: by role and name, with default actions. */
export async function treeHand(page: Page): Promise<Hand> {
  const tree = await Tree.of(page);
  const press: Hand['press'] = async (name, role = 'button') => tree.click(await tree.find([role], name));
  return {
    press,
    write: async (name, text) => tree.setValue(await tree.find(fields, name), text),
    actOn: (title, {word}) => fromMenu(press, title, word),
  };
}

async function fromMenu(press: Hand['press'], title: string, word: RegExp): Promise<void> {
  await press(new RegExp(`^Actions for ${title}`));
  await press(word, 'menuitem');
}

/** Works a page with one finger. */
export function touchHand(page: Page): Hand {
  const press: Hand['press'] = async (name, role = 'button') => {
    // A radio button is touched by its words, which are beside it.
    const dialogs = page.getByRole('dialog');
    const scope = (await dialogs.count()) > 0 ? dialogs.last() : page;
    const found = scope.getByRole(role, {name}).and(page.locator(':not([aria-disabled=true])')).first();
    const words = scope.locator('label.choice', {has: page.getByRole('radio', {name})}).first();
    await (role === 'radio' ? words : found).tap();
  };
  return {
    press,
    write: async (name, text) => {
      // A label begins with the line break of its template.
      const field = page
        .getByRole('dialog')
        .getByLabel(new RegExp(name.source.replace('^', '')))
        .first();
      await field.tap();
      await field.fill(text);
      await field.dispatchEvent('change');
    },
    actOn: (title, {word}) => fromMenu(press, title, word),
  };
}

/** Works a page with the keyboard, from wherever the focus is. */
export function keyboardHand(page: Page): Hand {
  const {keyboard} = page;
  const focused = () => page.evaluate(nameOfFocused);
  const tabTo = async (name: RegExp, kinds: readonly string[], back = false): Promise<void> => {
    await until(
      async () => {
        for (let stops = 0; stops < 150; stops++) {
          const at = await focused();
          if (kinds.includes(at.kind) && name.test(at.name) && !at.isDisabled) return true;
          await keyboard.press(back ? 'Shift+Tab' : 'Tab');
        }
        return false;
      },
      `${kinds.join('/')} ${name.source} by the keyboard`,
    );
  };
  return {
    press: async (name, role = 'button') => {
      if (role !== 'radio') {
        await tabTo(name, ['button', 'menuitem']);
        return keyboard.press('Enter');
      }
      // Tab comes to a group of radio buttons, arrows to one of them.
      await tabTo(/./, ['radio']);
      await until(async () => {
        for (let steps = 0; steps < 40; steps++) {
          const at = await focused();
          if (at.kind === 'radio' && name.test(at.name)) return true;
          if (at.kind !== 'radio') break;
          await keyboard.press('ArrowDown');
        }
        await keyboard.press('Tab');
        return false;
      }, `the choice ${name.source}`);
      await keyboard.press('Space');
    },
    write: async (name, text) => {
      await tabTo(name, ['field']);
      const [hours, minutes] = text.split(':').map(Number);
      if (/^\d\d:\d\d$/.test(text)) {
        const twelve = String(hours! % 12 || 12).padStart(2, '0');
        await keyboard.type(`${twelve}${String(minutes).padStart(2, '0')}${hours! < 12 ? 'AM' : 'PM'}`);
      } else await keyboard.type(text);
    },
    actOn: async (title, {key}) => {
      await until(async () => {
        for (let stops = 0; stops < 80; stops++) {
          const at = await focused();
          if (at.kind === 'row') break;
          await keyboard.press('Tab');
        }
        await keyboard.press('Home');
        for (let rows = 0; rows < 40; rows++) {
          const at = await focused();
          if (at.kind === 'row' && at.name.includes(title)) return true;
          await keyboard.press('j');
        }
        return false;
      }, `the row ${title}`);
      await keyboard.press(key);
    },
  };
}

/** Runs in the page. */
function nameOfFocused(): {kind: string; name: string; isDisabled: boolean} {
  let at: Element | null = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  if (!at) return {kind: '', name: '', isDisabled: false};
  const label = (at as HTMLInputElement).labels?.[0]?.textContent ?? '';
  const name = (at.ariaLabel ?? (label || at.textContent)).replaceAll(/\s+/g, ' ').trim();
  const role = at.getAttribute('role');
  const type = at.localName === 'input' ? (at as HTMLInputElement).type : '';
  const isRadio = type === 'radio';
  const kind = isRadio
    ? 'radio'
    : ['input', 'select', 'textarea'].includes(at.localName)
      ? 'field'
      : role === 'row' || role === 'menuitem'
        ? role
        : at.localName;
  return {kind, name, isDisabled: at.ariaDisabled === 'true'};
}
