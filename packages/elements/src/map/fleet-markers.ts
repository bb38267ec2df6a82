import type {FleetMarker} from './fleet-scene.ts';

/** The technicians of an office's map as elements: a disc with initials each, made once and changed from then on. */
export class FleetMarkers {
  readonly #elements = new Map<string, HTMLElement>();
  readonly #onChosen: (memberId: string) => void;

  constructor(onChosen: (memberId: string) => void) {
    this.#onChosen = onChosen;
  }

  /** The element of a technician, as he is now, and whether it is new. */
  show(technician: FleetMarker, stale: boolean): {element: HTMLElement; isNew: boolean} {
    const known = this.#elements.get(technician.id);
    const element = known ?? this.#make(technician.id);
    paint(element, technician, stale);
    return {element, isNew: !known};
  }

  /** Takes away those that are not among the given; answers their elements. */
  keep(ids: ReadonlyMap<string, unknown>): HTMLElement[] {
    const gone = [...this.#elements].filter(([id]) => !ids.has(id));
    for (const [id] of gone) this.#elements.delete(id);
    return gone.map(([, element]) => element);
  }

  #make(id: string): HTMLElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'technician';
    button.setAttribute('part', 'technician');
    const disc = document.createElement('span');
    disc.className = 'technician-disc';
    button.append(disc);
    button.addEventListener('click', event => {
      event.stopPropagation();
      this.#onChosen(id);
    });
    this.#elements.set(id, button);
    return button;
  }
}

function paint(element: HTMLElement, {initials, name, colors, selected}: FleetMarker, stale: boolean): void {
  const disc = element.firstElementChild as HTMLElement;
  if (disc.textContent !== initials) disc.textContent = initials;
  if (element.title !== name) {
    element.title = name;
    element.setAttribute('aria-label', name);
  }
  element.style.setProperty('--_ground', colors.ground);
  element.style.setProperty('--_ink', colors.text);
  element.classList.toggle('stale', stale);
  element.setAttribute('aria-pressed', String(selected));
}
