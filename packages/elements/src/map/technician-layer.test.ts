import type {LatLng} from '@dispatch-kit/core';
import {expect} from 'chai';
import * as maplibre from 'maplibre-gl';
import {FleetLayer} from './fleet-layer.ts';
import {FleetRows} from './fleet-rows.ts';
import type {MarkerShape} from './fleet-rows.ts';

const plain = {
  version: 8 as const,
  sources: {},
  layers: [{id: 'ground', type: 'background' as const, paint: {'background-color': '#eceef1'}}],
};
const look = {theme: 'light', accent: 'rgb(31, 94, 255)'} as const;
const home = {lat: 41.9, lng: -87.6};
const orange = [0xc2, 0x54, 0x0a];
const pale = [0xd6, 0xd8, 0xdc];
/** Markers are as large as they get: the room is for few. */
const context = (elapsedMs = performance.now()) => ({elapsedMs, nowMs: 0, timeScale: 1, still: false});

/** Where a colour is in a picture, in pixels, how many have it, and when the picture was drawn. */
interface Found {
  x: number;
  y: number;
  count: number;
  atMs: number;
}

describe('Technicians drawn by the GPU', () => {
  let map: maplibre.Map;
  let layer: FleetLayer;
  let rows: FleetRows;

  beforeEach(async () => {
    const container = document.createElement('div');
    Object.assign(container.style, {inlineSize: '320px', blockSize: '240px'});
    document.body.append(container);
    map = new maplibre.Map({container, style: plain, center: home, zoom: 14, attributionControl: false});
    layer = new FleetLayer(map, look, {onPressed() {}, onPointed() {}, onFrame() {}});
    map.on('style.load', () => layer.addLayers(look));
    await map.once('style.load');
    rows = new FleetRows(performance.now());
  });
  afterEach(() => {
    map.remove();
    document.body.replaceChildren();
  });

  const report = (place: LatLng, atMs = 0, elapsedMs = performance.now()) => {
    rows.sight('mem_1', {...place, atMs}, context(elapsedMs));
    rows.look('mem_1', {color: '#c2540a', initials: '', selected: false, shape: 'enroute'});
  };
  const draw = () => layer.draw({rows, technicians: new Map(), pins: new Map()});
  /** The next picture: where a colour is in it, in the middle, in pixels; undefined if nowhere. */
  async function find([red, green, blue]: number[]): Promise<Found | undefined> {
    const next = map.once('render');
    map.triggerRepaint();
    let found: Found | undefined;
    const read = () => {
      const atMs = performance.now();
      const gl = map.getCanvas().getContext('webgl2')!;
      const [width, height] = [gl.drawingBufferWidth, gl.drawingBufferHeight];
      const pixels = new Uint8Array(width * height * 4);
      gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, pixels);
      let [x, y, count] = [0, 0, 0];
      for (let at = 0; at < width * height; at++) {
        const off = [red, green, blue].some((part, i) => Math.abs(pixels[at * 4 + i]! - part!) > 6);
        if (off) continue;
        x += at % width;
        y += height - 1 - Math.floor(at / width);
        count += 1;
      }
      const ratio = map.getPixelRatio();
      if (count > 5) found = {x: (x / count + 0.5) / ratio, y: (y / count + 0.5) / ratio, count, atMs};
    };
    // In the same task as the picture is drawn: it is handed over afterwards.
    void map.once('render', read);
    await next;
    return found;
  }
  const expectAt = async (place: LatLng, color = orange) => {
    const seen = (await find(color))!;
    const {x, y} = map.project(place);
    expect(Math.hypot(seen.x - x, seen.y - y), JSON.stringify([seen, {x, y}])).to.be.lessThan(1);
  };

  it('stand where they were seen: at any zoom, turned, tilted, on both sides of the date line', async () => {
    report(home);
    draw();
    for (const zoom of [0.5, 5, 14, 22]) {
      map.jumpTo({center: {lat: home.lat + 20 / 512 / 2 ** zoom, lng: home.lng + 0.03}, zoom: 1});
      map.jumpTo({center: [home.lng + (30 * 360) / 512 / 2 ** zoom, home.lat], zoom});
      await expectAt(home);
    }
    map.jumpTo({center: home, zoom: 15, bearing: 70, pitch: 50});
    await expectAt(home);
    const fiji = {lat: -17, lng: 179.99};
    rows.remove('mem_1');
    report(fiji);
    draw();
    map.jumpTo({center: [-179.995, -17], zoom: 12, bearing: 0, pitch: 0});
    await expectAt({...fiji, lng: fiji.lng - 360});
  });

  it('stand where they were seen on a globe, and not on its other side', async () => {
    report(home);
    draw();
    map.setProjection({type: 'globe'});
    map.jumpTo({center: [home.lng + 10, home.lat], zoom: 2});
    await find(orange);
    await expectAt(home);
    map.jumpTo({center: [home.lng + 180, -home.lat]});
    expect(await find(orange)).to.equal(undefined);
  });

  it('are halfway between two reports after half the time, with no script in between', async () => {
    const to = {lat: 41.9, lng: -87.594};
    report(home);
    report(to, 40_000, performance.now() - 10_000);
    draw();
    map.jumpTo({center: {lat: 41.9, lng: -87.597}, zoom: 14});
    const {x, atMs} = (await find(orange))!;
    const [from, now] = [home, rows.at('mem_1', atMs)!.place].map(place => map.project(place).x);
    expect(now).to.be.greaterThan(from! + 50);
    // The point ahead draws the middle of the marker on by a pixel, and a picture takes its time.
    expect(x).to.be.closeTo(now!, 4);
  });

  it('turn pale when nothing was heard of them', async () => {
    report(home);
    draw();
    expect(await find(orange)).not.to.equal(undefined);
    rows.sight('mem_1', {...home, atMs: 1}, {...context(), nowMs: 70_000});
    draw();
    expect(await find(orange)).to.equal(undefined);
    await expectAt(home, pale);
  });

  it('tell by their shape alone whether they are on the way, at a door or free', async () => {
    report(home);
    const surface = async (shape: MarkerShape) => {
      rows.look('mem_1', {color: '#c2540a', initials: '', selected: false, shape});
      draw();
      return (await find(orange))!.count;
    };
    const [disc, square, ring] = [await surface('enroute'), await surface('on_site'), await surface('free')];
    expect(square / disc).to.be.within(1.03, 1.25);
    expect(ring / disc).to.be.within(0.1, 0.5);
  });

  it('grow small when there are many, and take the ones away who leave', async () => {
    report(home);
    draw();
    const alone = (await find(orange))!.count;
    for (let i = 2; i < 600; i++)
      rows.sight(`mem_${i}`, {lat: 41.9 + i / 1e5, lng: -87.6 - i / 1e5, atMs: 0}, context());
    rows.raise('mem_1');
    draw();
    while ((await find(orange))!.count > alone / 2);
    rows.remove('mem_1');
    draw();
    expect(await find(orange)).to.equal(undefined);
  });

  it('are there again with another style, and after the graphics card was lost', async () => {
    report(home);
    draw();
    map.setStyle({...plain, name: 'other'}, {diff: false});
    await map.once('style.load');
    await expectAt(home);
    const card = map.getCanvas().getContext('webgl2')!.getExtension('WEBGL_lose_context')!;
    card.loseContext();
    await map.once('webglcontextlost');
    await new Promise(requestAnimationFrame);
    draw();
    rows.remove('mem_1');
    report({...home, lat: 41.901});
    const back = map.once('style.load');
    card.restoreContext();
    await back;
    draw();
    await expectAt({...home, lat: 41.901});
  });

  it('are drawn anew only once one of them has moved so far that it is seen', async () => {
    report(home);
    report({lat: 41.9, lng: -87.595}, 60_000);
    draw();
    const picturesAt = async (zoom: number) => {
      map.jumpTo({center: home, zoom});
      // He turns, his marker gets its size, and the map draws some pictures of its own.
      await new Promise(settled => setTimeout(settled, 1_500));
      let pictures = 0;
      const count = () => (pictures += 1);
      map.on('render', count);
      for (let frame = 0; frame < 40; frame++) await new Promise(requestAnimationFrame);
      map.off('render', count);
      return pictures;
    };
    const [city, street] = [await picturesAt(11), await picturesAt(20)];
    expect(city).to.be.at.most(2);
    expect(street).to.be.greaterThan(10);
  });

  it('ask for pictures only as long as one of them moves', async () => {
    report(home);
    draw();
    await map.once('idle');
    let pictures = 0;
    map.on('render', () => (pictures += 1));
    report({lat: 41.9, lng: -87.599}, 10_000);
    draw();
    while (pictures < 3) await new Promise(requestAnimationFrame);
    report({lat: 41.9, lng: -87.599}, 20_000, performance.now() + 60_000);
    rows.sight('mem_1', {lat: 41.9, lng: -87.59, atMs: 30_000}, {...context(), still: true});
    draw();
    const settled = async () => {
      const before = pictures;
      for (let frame = 0; frame < 5; frame++) await new Promise(requestAnimationFrame);
      return pictures === before;
    };
    while (!(await settled()));
    expect(rows.at('mem_1', performance.now())).to.include({isMoving: false});
  });
});
