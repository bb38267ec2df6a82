import type {FleetMarker} from './fleet-scene.ts';
import type {MapEngineOptions} from './map-scene.ts';

type MarkerListeners = Pick<MapEngineOptions, 'onPressed' | 'onPointed'>;

/** The technicians of an office's map as elements: a disc with initials each, made once and changed from then on. */
export class FleetMarkers {
  readonly #elements = new Map<string, HTMLElement>();
  readonly #listeners: MarkerListeners;

  constructor(listeners: MarkerListeners) {
    this.#listeners = listeners;
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
    const {onPressed, onPointed} = this.#listeners;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'technician';
    button.setAttribute('part', 'technician');
    const disc = document.createElement('span');
    button.append(disc);
    button.addEventListener('click', event => {
      event.stopPropagation();
      onPressed({memberId: id});
    });
    for (const type of ['mouseenter', 'focus'])
      button.addEventListener(type, () => onPointed({memberId: id}));
    for (const type of ['mouseleave', 'blur']) button.addEventListener(type, () => onPointed(undefined));
    this.#elements.set(id, button);
    return button;
  }
}

function paint(
  element: HTMLElement,
  {initials, name, colors, shape, selected}: FleetMarker,
  stale: boolean,
): void {
  const disc = element.firstElementChild as HTMLElement;
  disc.className = `technician-disc ${shape}`;
  if (disc.textContent !== initials) disc.textContent = initials;
  element.ariaLabel = name;
  element.style.setProperty('--_ground', colors.ground);
  element.style.setProperty('--_ink', colors.text);
  element.classList.toggle('stale', stale);
  element.setAttribute('aria-pressed', String(selected));
}
