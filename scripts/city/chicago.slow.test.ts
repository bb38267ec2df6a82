import assert from 'node:assert/strict';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, it} from 'node:test';
import {gunzipSync} from 'node:zlib';
import {chicagoMap} from './chicago.ts';

const map = await chicagoMap();
const bodyOf = async (response: Response | undefined) => {
  const bytes = Buffer.from(await response!.arrayBuffer());
  return JSON.parse((response!.headers.get('content-encoding') ? gunzipSync(bytes) : bytes).toString()) as {
    [key: string]: unknown;
  };
};

describe('the streets of Chicago', () => {
  it('lead from every address to every other', () => {
    const [west, south, east, north] = map.bounds;
    const {graph} = map;
    assert.ok(graph.nodes.length > 20_000);
    for (let i = 0; i < 20; i++) {
      const [one, other] = [graph.nodes[i * 997]!, graph.nodes[i * 1009 + 500]!];
      assert.ok(graph.shortestPath(one, other), `${one.lat},${one.lng} to ${other.lat},${other.lng}`);
    }
    for (const {lat, lng} of graph.nodes)
      assert.ok(lat > south - 0.001 && lat < north + 0.001 && lng > west - 0.001 && lng < east + 0.001);
  });

  it('have the names that stand on them', () => {
    const damen = map.graph.nearest({lat: 41.9145, lng: -87.6777})!;
    assert.equal(damen.road.name, 'N Damen Ave');
    const named = map.graph.roads.filter(road => road.name).length;
    assert.ok(named / map.graph.roads.length > 0.8);
  });

  it('go across the river by bridges, in a believable time', () => {
    const path = map.graph.shortestPath({lat: 41.9109, lng: -87.6775}, {lat: 41.9107, lng: -87.6386})!;
    assert.ok(path.lengthMeters > 3200 && path.lengthMeters < 4500, `${path.lengthMeters} m`);
    assert.ok(path.durationSeconds > 300 && path.durationSeconds < 900, `${path.durationSeconds} s`);
  });
});

describe('what was made of the tiles', () => {
  it('is kept, and read again as it was; spoiled, it is made anew', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'dispatch-city-'));
    const [from, to] = [map.graph.nodes[500]!, map.graph.nodes[9000]!];
    const expected = map.graph.shortestPath(from, to)!;
    const check = async () => {
      const {graph, handle} = await chicagoMap(folder);
      assert.ok(Math.abs(graph.shortestPath(from, to)!.lengthMeters - expected.lengthMeters) < 5);
      const streets = new Request('http://127.0.0.1/map/streets.json');
      assert.deepEqual(await bodyOf(handle(streets)), await bodyOf(map.handle(streets)));
    };
    await check();
    await check();
    await writeFile(join(folder, 'chicago-graph-1.json'), '{"nodes":');
    await check();
    await rm(folder, {recursive: true, force: true});
  });
});

describe('the street map', () => {
  it('answers a style for each theme, its data, and nothing else', async () => {
    const ask = (path: string) => map.handle(new Request(`http://127.0.0.1:8787${path}`));
    for (const theme of ['light', 'dark']) {
      const style = await bodyOf(ask(`/map/${theme}.json`));
      assert.deepEqual(
        style,
        JSON.parse(JSON.stringify(map.style(theme as 'light', 'http://127.0.0.1:8787'))),
      );
    }
    const {features} = (await bodyOf(ask('/map/streets.json'))) as {features: unknown[]};
    assert.ok(features.length > 1000);
    assert.equal(ask('/map/other.json'), undefined);
    assert.equal(ask('/v1/me'), undefined);
  });

  it('says whom the streets come from', () => {
    assert.match(JSON.stringify(map.style('dark')), /© OpenStreetMap contributors/);
  });
});
