import {version} from './version.ts';

type ElementClass = CustomElementConstructor & {dispatchKitVersion?: string};

/**
 * Registers an element under its tag. A page may load this package twice: the first copy stays, the second does not
 * throw, and says so if it is of another version.
 */
export const customElement =
  (tag: string) =>
  <C extends CustomElementConstructor>(elementClass: C): C => {
    const registered = customElements.get(tag) as ElementClass | undefined;
    (elementClass as ElementClass).dispatchKitVersion = version;
    if (!registered) customElements.define(tag, elementClass);
    else if (registered.dispatchKitVersion !== version) {
      const other = registered.dispatchKitVersion ?? 'somebody else';
      console.warn(`<${tag}> ${version} is not used: this page has one of ${other} already.`);
    }
    return elementClass;
  };
