import type {OfficePicture} from '@dispatch-kit/client';
import {expect} from 'chai';
import {FleetArrivals} from './fleet-arrivals.ts';

/** An office whose reports are numbered; what was drawn of them is noted. */
class Day {
  readonly taken: string[] = [];
  #elapsedMs = 0;
  #unseenMs = 2_000;
  #timer: {atMs: number; callback: () => void} | undefined;
  readonly #arrivals = new FleetArrivals({
    platform: {
      elapsedMs: () => this.#elapsedMs,
      after: (delayMs, callback) => {
        this.#timer = {atMs: this.#elapsedMs + delayMs, callback};
        return () => (this.#timer = undefined);
      },
    },
    unseenMs: () => this.#unseenMs,
    take: (arrived, before) =>
      this.taken.push(
        [before, arrived]
          .flatMap(each => each ?? [])
          .map(nameOf)
          .join('+'),
      ),
  });
  #picture = {status: 'live', jobs: new Map(), positions: new Map()} as unknown as OfficePicture;

  arrive(name: string, changes: Partial<OfficePicture> = {}, drawnAs: unknown = 'light'): void {
    const positions = new Map([['mem_1', name]]) as unknown as OfficePicture['positions'];
    this.#picture = {...this.#picture, positions, ...changes};
    this.#arrivals.arrive({picture: this.#picture, drawnAs: [drawnAs], nowMs: 0, elapsedMs: this.#elapsedMs});
  }

  pass(ms: number): void {
    this.#elapsedMs += ms;
    const {atMs, callback} = this.#timer ?? {};
    if (!callback || this.#elapsedMs < atMs!) return;
    this.#timer = undefined;
    callback();
  }

  comeNearer(): void {
    this.#unseenMs = 100;
    this.#arrivals.follow();
  }

  close(): void {
    this.#arrivals.close();
  }
}

const nameOf = ({picture}: {picture: OfficePicture}) => String(picture.positions.values().next().value);

describe('What arrives of a fleet', () => {
  it('is taken up at once if it comes seldom, else once it can be seen, and only the newest', () => {
    const day = new Day();
    day.arrive('1');
    day.pass(500);
    day.arrive('2');
    day.pass(1_000);
    day.arrive('3');
    expect(day.taken).to.deep.equal(['1']);
    day.pass(500);
    expect(day.taken).to.deep.equal(['1', '3']);
    day.pass(10_000);
    day.arrive('4');
    expect(day.taken).to.deep.equal(['1', '3', '4']);
  });

  it('is taken up at once if it is more than places: another job, somebody new, another look', () => {
    const day = new Day();
    day.arrive('1');
    day.arrive('2', {jobs: new Map()});
    day.arrive('3', {
      positions: new Map([
        ['mem_1', '3'],
        ['mem_2', '3'],
      ]) as never,
    });
    day.arrive(
      '4',
      {
        positions: new Map([
          ['mem_1', '4'],
          ['mem_2', '4'],
        ]) as never,
      },
      'dark',
    );
    expect(day.taken).to.deep.equal(['1', '2', '3', '4']);
  });

  it('is taken up with the one before it once the map comes nearer, and never twice', () => {
    const day = new Day();
    day.arrive('1');
    for (const name of ['2', '3', '4']) {
      day.pass(400);
      day.arrive(name);
    }
    day.comeNearer();
    day.comeNearer();
    day.pass(10_000);
    expect(day.taken).to.deep.equal(['1', '3+4']);
  });

  it('is not drawn any more after the end', () => {
    const day = new Day();
    day.arrive('1');
    day.arrive('2');
    day.close();
    day.pass(10_000);
    expect(day.taken).to.deep.equal(['1']);
  });
});
