/** Sets a scene: what the gallery's scenes do to get an element into a state. */
import type {StateOf, Tag} from './catalog.ts';
import type {Language} from './firm-words.ts';

export interface Stage {
  /** Where the element is put. */
  readonly place: HTMLElement;
  readonly language: Language;
}

export type Scene = (stage: Stage) => void | Promise<void>;
/** A scene for each state of an element: one that is missing does not compile. */
export type Scenes<T extends Tag> = Readonly<Record<StateOf<T>, Scene>>;

const patienceMs = 15_000;
/** Goes on where time stands still for everybody else. */
const elapsedMs = performance.now.bind(performance);

/** Where a map's ground comes from: the streets of the gallery, or (`?ground=plain`) none, which is drawn at once. */
export function mapGround() {
  const plain = {version: 8, sources: {}, layers: []};
  const isPlain = new URLSearchParams(location.search).get('ground') === 'plain';
  return {
    mapStyle: isPlain ? plain : '/map/light.json',
    mapStyleDark: isPlain ? plain : '/map/dark.json',
    workerUrl: '/app/maplibre-gl-worker.mjs',
  };
}

/** Waits until something is there. */
export async function until<T>(find: () => T | undefined | null | false, what: string): Promise<T> {
  const endMs = elapsedMs() + patienceMs;
  for (;;) {
    const found = find();
    if (found) return found;
    if (elapsedMs() > endMs) throw new Error(`${what} did not come`);
    await new Promise(requestAnimationFrame);
  }
}

/** Elements in an element and in the shadow roots below it. */
export function* findAll(root: ParentNode, selector: string): Generator<HTMLElement> {
  for (const element of root.querySelectorAll<HTMLElement>('*')) {
    if (element.matches(selector)) yield element;
    if (element.shadowRoot) yield* findAll(element.shadowRoot, selector);
  }
}

/** Waits for an element that can be seen, in shadow roots too. */
export function seen(root: ParentNode, selector: string): Promise<HTMLElement> {
  const find = () => [...findAll(root, selector)].find(each => each.checkVisibility());
  return until(find, selector);
}

/** Presses the first enabled button or link that matches. */
export async function press(root: ParentNode, selector: string): Promise<void> {
  const find = () =>
    [...findAll(root, selector)].find(
      each => each.checkVisibility() && each.getAttribute('aria-disabled') !== 'true',
    );
  (await until(find, selector)).click();
}

/** Writes into a field as a person does. */
export async function fill(root: ParentNode, selector: string, value: string): Promise<void> {
  const field = (await seen(root, selector)) as HTMLInputElement;
  field.value = value;
  field.dispatchEvent(new Event('input', {bubbles: true}));
  field.dispatchEvent(new Event('change', {bubbles: true}));
}

/** Puts an element on the stage. */
export function put<E extends HTMLElement>(stage: Stage, element: E, properties: Partial<E> = {}): E {
  stage.place.append(Object.assign(element, properties));
  return element;
}

/** Puts several on the stage, each under a caption. */
export function putCaptioned(stage: Stage, parts: readonly (readonly [string, HTMLElement])[]): void {
  for (const [caption, element] of parts) {
    const figure = document.createElement('figure');
    const words = document.createElement('figcaption');
    words.textContent = caption;
    figure.append(words, element);
    stage.place.append(figure);
  }
}
