import type {LatLng} from '@dispatch-kit/core';
import {expect} from 'chai';
import {initialsOf} from '../base/format.ts';
import {mapStyles} from './dispatch-map.styles.ts';
import {FleetRows} from './fleet-rows.ts';
import type {FleetMarker, FleetScene} from './fleet-scene.ts';
import {drawnMap} from './drawn-map.ts';
import {mapLibreMap} from './engine.ts';
import type {MapEngine, MapEngineOptions, MapScene} from './map-scene.ts';

const south = {lat: 41.9, lng: -87.6};
const north = {lat: 41.91, lng: -87.58};
const plain = {version: 8, sources: {}, layers: []};
const nothing: MapScene = {marker: undefined, destination: undefined, route: []};
const onTheWay: MapScene = {
  marker: {place: south, headingDegrees: 45, stale: false, label: 'Sam'},
  destination: {place: north, label: 'Your address'},
  route: [south, {lat: 41.9, lng: -87.58}, north],
};
/** A fleet whose members report where they are, `beforeMs` ago. */
class Fleet {
  readonly rows = new FleetRows(performance.now());
  readonly technicians = new Map<string, FleetMarker>();

  report(id: string, name: string, place: LatLng, {atMs = 0, beforeMs = 0, selected = false} = {}): this {
    const elapsedMs = performance.now() - beforeMs;
    this.rows.sight(id, {...place, atMs}, {elapsedMs, nowMs: atMs, timeScale: 1, still: false});
    const colors = {ground: '#c2520a', text: '#ffffff'};
    const marker = {
      id,
      name,
      initials: initialsOf(name),
      colors,
      status: undefined,
      shape: 'enroute' as const,
      selected,
    };
    this.technicians.set(id, marker);
    this.rows.look(id, {color: colors.ground, initials: marker.initials, selected, shape: 'enroute'});
    return this;
  }

  leave(id: string): this {
    this.rows.remove(id);
    this.technicians.delete(id);
    return this;
  }

  get scene(): FleetScene {
    return {rows: this.rows, technicians: this.technicians, pins: new Map()};
  }
}

/** What every engine must do: one that draws maps in another way is added to the list. */
const engines: Readonly<Record<string, (options: MapEngineOptions) => MapEngine>> = {
  'plain ground': drawnMap,
  'street tiles': mapLibreMap,
};

for (const [name, make] of Object.entries(engines)) {
  describe(`A map on ${name}`, () => {
    let container: HTMLElement;
    let engine: MapEngine;
    const told = {
      drawn: [] as boolean[],
      pressed: [] as (object | undefined)[],
      pointed: [] as (object | undefined)[],
      moves: 0,
      frames: 0,
    };
    beforeEach(() => {
      Object.assign(told, {drawn: [], pressed: [], pointed: [], moves: 0, frames: 0});
      const host = document.createElement('div');
      Object.assign(host.style, {inlineSize: '320px', blockSize: '240px'});
      const root = host.attachShadow({mode: 'open'});
      root.adoptedStyleSheets = [mapStyles.styleSheet!];
      container = Object.assign(document.createElement('div'), {className: 'ground'});
      root.append(container);
      document.body.append(host);
      engine = make({
        container,
        theme: 'light',
        accent: 'rgb(31, 94, 255)',
        title: 'Map',
        style: {light: plain, dark: plain},
        workerUrl: undefined,
        onMovedByPerson: () => (told.moves += 1),
        onPressed: pressed => told.pressed.push(pressed),
        onPointed: pointed => told.pointed.push(pointed),
        onFrame: () => (told.frames += 1),
        onCredits: () => {},
        onDrawn: isDrawn => told.drawn.push(isDrawn),
      });
    });
    afterEach(() => {
      engine.close();
      document.body.replaceChildren();
    });
    const shows = (scene: MapScene, places: LatLng[] = [south, north]) => {
      engine.draw(scene);
      engine.fit(places, {smooth: false});
    };
    const middleOf = (selector: string) => {
      const {x, y, width, height} = container.querySelector(selector)!.getBoundingClientRect();
      const ground = container.getBoundingClientRect();
      return {x: x + width / 2 - ground.x, y: y + height / 2 - ground.y};
    };
    const drawn = async () => {
      while (!told.drawn.at(-1)) await new Promise(requestAnimationFrame);
    };

    it('puts marker and address where they are: east is right, north is up, all in view', () => {
      shows(onTheWay);
      const [marker, pin] = [middleOf('.marker'), middleOf('.pin')];
      expect(marker.x).to.be.lessThan(pin.x);
      expect(marker.y).to.be.greaterThan(pin.y);
      for (const {x, y} of [marker, pin]) {
        expect(x).to.be.within(20, 300);
        expect(y).to.be.within(20, 220);
      }
    });

    it('shows the same stretch as long as the other does: 0.02° of longitude to 0.01° of latitude', () => {
      shows(onTheWay);
      const [marker, pin] = [middleOf('.marker'), middleOf('.pin')];
      // Web Mercator: a degree of latitude is longer by the secant of the latitude.
      const stretch = 1 / Math.cos((41.905 * Math.PI) / 180);
      expect((marker.y - pin.y) / (pin.x - marker.x)).to.be.closeTo(0.5 * stretch, 0.02);
    });

    it('tells who and what they are, which way he drives, and that no position comes', () => {
      shows(onTheWay);
      const marker = container.querySelector('.marker')!;
      expect(marker.getAttribute('aria-label')).to.equal('Sam');
      expect(container.querySelector('.pin')!.getAttribute('aria-label')).to.equal('Your address');
      expect(marker.querySelector('svg')!.style.rotate).to.equal('45deg');
      expect(marker.classList.contains('stale')).to.equal(false);
      engine.draw({...onTheWay, marker: {...onTheWay.marker!, stale: true, headingDegrees: undefined}});
      expect(marker.classList.contains('stale')).to.equal(true);
      expect(marker.classList.contains('no-heading')).to.equal(true);
    });

    it('shows nobody once nobody is to be seen', () => {
      shows(onTheWay);
      engine.draw(nothing);
      for (const each of container.querySelectorAll('.marker, .pin')) {
        expect(each.checkVisibility(), each.className).to.equal(false);
      }
    });

    it('moves the marker without moving the camera, and the camera only when it is told', () => {
      shows(onTheWay);
      const before = {marker: middleOf('.marker'), pin: middleOf('.pin')};
      engine.draw({...onTheWay, marker: {...onTheWay.marker!, place: {lat: 41.9, lng: -87.59}}});
      expect(middleOf('.pin')).to.deep.equal(before.pin);
      const moved = middleOf('.marker');
      expect(moved.x).to.be.closeTo((before.marker.x + before.pin.x) / 2, 1);
      expect(moved.y).to.be.closeTo(before.marker.y, 1);
      engine.fit([{lat: 41.9, lng: -87.59}, north], {smooth: false});
      expect(middleOf('.pin').x).to.be.greaterThan(middleOf('.marker').x);
      expect(told.moves, 'no move was a person’s').to.equal(0);
    });

    it('says when it stands on the screen, and draws on in other colours', async () => {
      shows(onTheWay);
      await drawn();
      engine.setLook({theme: 'dark', accent: 'rgb(143, 176, 255)'});
      engine.draw(onTheWay);
      await drawn();
      expect(middleOf('.marker').x).to.be.lessThan(middleOf('.pin').x);
    });

    const click = (x: number, y: number) => {
      const ground = container.getBoundingClientRect();
      const root = container.getRootNode() as ShadowRoot;
      const at = {clientX: ground.x + x, clientY: ground.y + y, bubbles: true, composed: true};
      const target = root.elementFromPoint(at.clientX, at.clientY)!;
      for (const type of ['mousedown', 'mouseup', 'click']) target.dispatchEvent(new MouseEvent(type, at));
    };
    const pixelOf = (place: LatLng) => engine.pixelOf(place);
    const places = [south, north, {lat: 41.9, lng: -87.58}];

    it('tells which technician was clicked, and nothing of one who is gone', () => {
      const fleet = new Fleet().report('mem_1', 'Sam Ortiz', south).report('mem_2', 'Nia Cole', north);
      engine.drawFleet(fleet.scene);
      engine.fit(places, {smooth: false});
      const [samAt, niaAt] = [pixelOf(south), pixelOf(north)];
      click(niaAt.x, niaAt.y);
      click(samAt.x, samAt.y);
      click((samAt.x + niaAt.x) / 2, samAt.y);
      expect(told.pressed).to.deep.equal([{memberId: 'mem_2'}, {memberId: 'mem_1'}, undefined]);
      engine.drawFleet(fleet.leave('mem_2').scene);
      click(niaAt.x, niaAt.y);
      expect(told.pressed.at(-1)).to.equal(undefined);
    });

    it('tells where a place is in the picture, and when there is another picture', async () => {
      shows(onTheWay);
      const [at, pin] = [engine.pixelOf(north), middleOf('.pin')];
      expect(at.x).to.be.closeTo(pin.x, 1);
      expect(at.y).to.be.closeTo(pin.y, 1);
      engine.drawFleet(new Fleet().report('mem_1', 'Sam Ortiz', south).scene);
      const before = told.frames;
      engine.fit([south], {smooth: false});
      while (told.frames === before) await new Promise(requestAnimationFrame);
    });

    it('tells over whom the pointer is, and when it is over nobody any more', () => {
      engine.drawFleet(new Fleet().report('mem_1', 'Sam Ortiz', south).scene);
      engine.fit(places, {smooth: false});
      const {x, y} = engine.pixelOf(south);
      const ground = container.getBoundingClientRect();
      const root = container.getRootNode() as ShadowRoot;
      const move = (clientX: number, clientY: number) => {
        const found = root.elementFromPoint(clientX, clientY)!;
        const target = found.closest('.technician') ?? found;
        const init = {clientX, clientY, bubbles: true, composed: true};
        target.dispatchEvent(new MouseEvent('mousemove', init));
        target.dispatchEvent(new MouseEvent('mouseenter', {...init, bubbles: false}));
        return () => {
          target.dispatchEvent(new MouseEvent('mouseleave', {...init, bubbles: false}));
          target.dispatchEvent(new MouseEvent('mouseout', init));
        };
      };
      const leave = move(ground.x + x, ground.y + y);
      expect(told.pointed.at(-1)).to.deep.equal({memberId: 'mem_1'});
      leave();
      expect(told.pointed.at(-1)).to.equal(undefined);
    });

    it('finds a technician where he is drawn: one report late, on his way from the last to the newest', () => {
      const fleet = new Fleet().report('mem_1', 'Sam Ortiz', south);
      fleet.report('mem_1', 'Sam Ortiz', {lat: 41.9, lng: -87.58}, {atMs: 40_000, beforeMs: 10_000});
      engine.drawFleet(fleet.scene);
      engine.fit(places, {smooth: false});
      const [from, to] = [pixelOf(south), pixelOf({lat: 41.9, lng: -87.58})];
      click(from.x, from.y);
      click(to.x, to.y);
      expect(told.pressed).to.deep.equal([undefined, undefined]);
      click((from.x + to.x) / 2, from.y);
      expect(told.pressed.at(-1)).to.deep.equal({memberId: 'mem_1'});
    });

    it('leaves nothing behind', async () => {
      shows(onTheWay);
      await drawn();
      engine.close();
      expect(container.querySelectorAll('.marker, .pin, canvas, svg').length).to.equal(0);
    });
  });
}
