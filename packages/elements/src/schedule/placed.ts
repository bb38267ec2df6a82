import {nothing} from 'lit';
import {Directive, PartType, directive} from 'lit/directive.js';
import type {ElementPart, PartInfo} from 'lit/directive.js';

/** Sets styles from code: a page with a strict policy allows no `style` attribute. */
class Placed extends Directive {
  #set: Readonly<Record<string, string>> = {};

  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new Error('placed() stands inside a tag.');
  }

  render(_styles: Readonly<Record<string, string>>) {
    return nothing;
  }

  override update({element}: ElementPart, [styles]: [Readonly<Record<string, string>>]) {
    const {style} = element as HTMLElement;
    for (const [name, value] of Object.entries(styles)) {
      if (this.#set[name] !== value) style.setProperty(name, value);
    }
    this.#set = styles;
    return nothing;
  }
}

/** `<i ${placed({'inline-size': '40%'})}>` */
export const placed = directive(Placed);
