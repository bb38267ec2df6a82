import {distanceMeters, minuteMs, toInstant, toMs} from '@dispatch-kit/core';
import type {Fix, Instant, LatLng} from '@dispatch-kit/core';
import {between, dice, oneOf} from '../dice.ts';
import type {Dice} from '../dice.ts';
import {moved} from './gps-receiver.ts';
import {simulateDrive} from './simulate-drive.ts';
import type {DriveOptions, SimulatedDrive} from './simulate-drive.ts';
import {smallCity} from './small-city.ts';

/** What goes wrong on the road, each under its name. */
export const scenarioNames = [
  'plain',
  'tunnel',
  'canyon_noise',
  'clock_skew',
  'dead_battery',
  'app_killed',
  'buffered_burst',
  'wrong_house',
  'parts_run',
  'two_stops',
  'pass_by',
  'poisoned_first_fix',
  'forgotten_taps',
] as const;
export type ScenarioName = (typeof scenarioNames)[number];

/** A fix as a device made it and an office received it. */
export type ReceivedFix = Fix & {receivedAt: Instant};

/** A visit on the road, with what is true of it: for the tests of whoever judges positions. */
export interface Scenario {
  name: ScenarioName;
  seed: number;
  /** What happens, in a sentence. */
  says: string;
  destination: LatLng;
  /** The planned way to the destination. */
  route: LatLng[];
  /** In the order in which they are received. */
  fixes: ReceivedFix[];
  /** What the technician taps, by the clock of the office. */
  taps: {command: 'depart' | 'arrive' | 'start' | 'complete'; at: Instant}[];
  /** When he truly came to the door and left it. */
  arrivals: {arrivedAt: Instant; leftAt?: Instant}[];
  /** By so much the clock of the device is fast. */
  clockFastMs: number;
}

const beginMs = Date.parse('2026-03-03T15:40:00Z');
const city = smallCity(7);

/** Plays a scenario: always the same for the same seed. */
export function playScenario(name: ScenarioName, seed = 1): Scenario {
  const trip = new Trip(name, seed);
  const says = plays[name](trip);
  return trip.told(says);
}

type Made = Omit<Fix, 'receivedAt'>;

/** One technician's way, told from its beginning. */
class Trip {
  readonly random: Dice;
  readonly destination: LatLng;
  readonly #name: ScenarioName;
  readonly #seed: number;
  #place: LatLng;
  #nowMs = beginMs;
  #route: LatLng[] | undefined;
  #made: Made[] = [];
  #received: ((made: Made) => number) | undefined;
  readonly #arrivals: {arrivedMs: number; leftMs?: number}[] = [];
  readonly #taps: Scenario['taps'] = [];
  #clockFastMs = 0;

  constructor(name: ScenarioName, seed: number) {
    this.#name = name;
    this.#seed = seed;
    this.random = dice('scenario', name, seed);
    this.destination = oneOf(this.random, city.addresses);
    const far = city.addresses.filter(address => distanceMeters(address, this.destination) > 1_200);
    this.#place = oneOf(this.random, far);
  }

  /** Drives to a place, to the destination unless another is named. */
  drive(
    to: LatLng = this.destination,
    more: Pick<DriveOptions, 'halts' | 'silences' | 'via'> = {},
  ): SimulatedDrive {
    const drive = simulateDrive({
      graph: city.graph,
      from: this.#place,
      to,
      random: this.random,
      departMs: this.#nowMs,
      ...more,
    });
    this.#made.push(...drive.fixes.filter(fix => toMs(fix.at) <= drive.arriveMs));
    if (to === this.destination) this.#route ??= drive.route;
    this.#nowMs = drive.arriveMs;
    this.#place = drive.positionAt(drive.arriveMs).place;
    return drive;
  }

  /** Drives past the destination to another place, without a red light near it. */
  passBy(to: LatLng): void {
    const before = {made: this.#made.length, nowMs: this.#nowMs, place: this.#place};
    for (;;) {
      const drive = this.drive(to, {via: [this.destination]});
      if (!standsNear(drive, this.destination)) return;
      this.#made.length = before.made;
      [this.#nowMs, this.#place] = [before.nowMs, before.place];
    }
  }

  /** Stands where he is, heard every few seconds. */
  stay(minutes: number): void {
    const endMs = this.#nowMs + minutes * minuteMs;
    for (; this.#nowMs < endMs; this.#nowMs += Math.round(between(this.random, 4_000, 12_000))) {
      const {lat, lng} = moved(this.#place, between(this.random, -4, 4), between(this.random, -4, 4));
      this.#made.push({lat, lng, at: toInstant(this.#nowMs), accuracyMeters: 6, speedMetersPerSecond: 0});
    }
    this.#nowMs = endMs;
  }

  /** Works at the door for a while; what is true of it is kept. */
  work(minutes: number): void {
    const arrivedMs = this.#nowMs;
    this.stay(minutes);
    this.#arrivals.push({arrivedMs, leftMs: this.#nowMs});
  }

  /** Drives off, far enough to be gone. */
  leave(): void {
    const far = city.addresses.filter(address => distanceMeters(address, this.destination) > 900);
    this.drive(oneOf(this.random, far));
  }

  tap(command: Scenario['taps'][number]['command']): void {
    this.#taps.push({command, at: toInstant(this.#nowMs)});
  }

  /** Changes each fix as the receiver made it; undefined takes it away. */
  change(each: (fix: Made, share: number) => Made | undefined): void {
    const [first, last] = [toMs(this.#made[0]!.at), toMs(this.#made.at(-1)!.at)];
    this.#made = this.#made.flatMap(fix => each(fix, (toMs(fix.at) - first) / (last - first)) ?? []);
  }

  /** Says when a fix is received; by default a second after it was made. */
  receive(when: (made: Made) => number): void {
    this.#received = when;
  }

  /** The device's clock is fast: what it made is stamped later than it was. */
  skew(ms: number): void {
    this.#clockFastMs = ms;
  }

  put(fix: Made): void {
    this.#made.unshift(fix);
  }

  /** Some place so far from the door. */
  placeAt(leastMeters: number, mostMeters: number): LatLng {
    const near = city.addresses.filter(address => {
      const meters = distanceMeters(address, this.destination);
      return meters >= leastMeters && meters <= mostMeters;
    });
    if (near.length > 0) return oneOf(this.random, near);
    const angle = between(this.random, 0, 2 * Math.PI);
    const meters = (leastMeters + mostMeters) / 2;
    return moved(this.destination, meters * Math.cos(angle), meters * Math.sin(angle));
  }

  told(says: string): Scenario {
    const received = this.#received ?? (made => toMs(made.at) + 1_000);
    const fixes = this.#made
      .map(made => ({
        ...made,
        at: toInstant(toMs(made.at) + this.#clockFastMs),
        receivedAt: toInstant(received(made)),
      }))
      .toSorted((a, b) => toMs(a.receivedAt) - toMs(b.receivedAt) || toMs(a.at) - toMs(b.at));
    return {
      name: this.#name,
      seed: this.#seed,
      says,
      destination: {lat: this.destination.lat, lng: this.destination.lng},
      route: this.#route ?? [],
      fixes,
      taps: this.#taps,
      arrivals: this.#arrivals.map(({arrivedMs, leftMs}) => ({
        arrivedAt: toInstant(arrivedMs),
        ...(leftMs !== undefined && {leftAt: toInstant(leftMs)}),
      })),
      clockFastMs: this.#clockFastMs,
    };
  }
}

const nearMeters = 150;
const standingMetersPerSecond = 0.5;

function standsNear({departMs, arriveMs, positionAt}: SimulatedDrive, door: LatLng): boolean {
  for (let ms = departMs; ms < arriveMs; ms += 1_000) {
    const {place, speedMetersPerSecond} = positionAt(ms);
    if (speedMetersPerSecond < standingMetersPerSecond && distanceMeters(place, door) < nearMeters)
      return true;
  }
  return false;
}

/** Drives to the door, works and leaves, tapping all of it. */
function visit(trip: Trip, more: Pick<DriveOptions, 'halts' | 'silences'> = {}): void {
  trip.tap('depart');
  trip.drive(trip.destination, more);
  trip.tap('arrive');
  trip.tap('start');
  trip.work(12);
  trip.tap('complete');
  trip.leave();
}

const plays: Readonly<Record<ScenarioName, (trip: Trip) => string>> = {
  plain(trip) {
    visit(trip);
    return 'Drives to the door, works for 12 minutes and leaves.';
  },
  tunnel(trip) {
    visit(trip, {silences: [{from: 0.4, to: 0.65}]});
    return 'A tunnel: nothing is heard on a quarter of the way.';
  },
  canyon_noise(trip) {
    visit(trip);
    let [east, north] = [0, 0];
    const wander = () => between(trip.random, -14, 14);
    trip.change(fix => {
      [east, north] = [0.7 * east + wander(), 0.7 * north + wander()];
      const {lat, lng} = moved(fix, east, north);
      return {...fix, lat, lng, accuracyMeters: 45};
    });
    return 'Between high houses the receiver errs by tens of metres, and says so.';
  },
  clock_skew(trip) {
    trip.skew(between(trip.random, -4, 4) * minuteMs);
    visit(trip);
    return 'The clock of the device is some minutes wrong.';
  },
  dead_battery(trip) {
    visit(trip);
    trip.change((fix, share) => (share > 0.15 && share < 0.55 ? undefined : fix));
    return 'The battery is empty on the way; charged while he works, it is heard again.';
  },
  app_killed(trip) {
    const driven = trip.drive();
    trip.tap('arrive');
    trip.work(12);
    trip.leave();
    const [from, to] = [0.3, 0.7].map(share => driven.departMs + share * (driven.arriveMs - driven.departMs));
    trip.change(fix => (toMs(fix.at) > from! && toMs(fix.at) < to! ? undefined : fix));
    return 'The phone ends the app on the way, and starts it again.';
  },
  buffered_burst(trip) {
    const driven = trip.drive();
    trip.work(12);
    trip.leave();
    const [from, to] = [0.3, 0.8].map(share => driven.departMs + share * (driven.arriveMs - driven.departMs));
    const isHeld = (made: Made) => toMs(made.at) > from! && toMs(made.at) < to!;
    trip.receive(made => (isHeld(made) ? to! + 2_000 : toMs(made.at) + 1_000));
    return 'Without a network the phone keeps its fixes, and sends them all at once.';
  },
  wrong_house(trip) {
    trip.tap('depart');
    trip.drive(trip.placeAt(260, 500));
    trip.stay(2);
    trip.drive();
    trip.tap('arrive');
    trip.work(12);
    trip.leave();
    return 'Stands at a wrong house for two minutes, some streets away, and drives on to the right one.';
  },
  parts_run(trip) {
    trip.tap('depart');
    trip.drive();
    trip.tap('arrive');
    trip.tap('start');
    trip.work(8);
    trip.drive(trip.placeAt(1_000, 2_500));
    trip.stay(6);
    trip.drive();
    trip.work(15);
    trip.tap('complete');
    trip.leave();
    return 'Leaves the door for parts, and comes back.';
  },
  two_stops(trip) {
    trip.drive(trip.placeAt(190, 320));
    trip.stay(10);
    trip.tap('depart');
    trip.drive();
    trip.tap('arrive');
    trip.work(12);
    trip.leave();
    return 'Another customer, a house or two away, is served first.';
  },
  pass_by(trip) {
    trip.tap('depart');
    trip.leave();
    trip.passBy(trip.placeAt(900, 2_000));
    return 'Drives past the door without stopping near it, to somewhere else.';
  },
  poisoned_first_fix(trip) {
    visit(trip);
    trip.put({lat: 48.137, lng: 11.575, at: toInstant(beginMs - 4_000), accuracyMeters: 20});
    return 'The first fix is where the phone was last week.';
  },
  forgotten_taps(trip) {
    trip.tap('depart');
    trip.drive();
    trip.work(20);
    trip.leave();
    return 'Taps nothing after leaving: neither that he is there nor that he is done.';
  },
};
