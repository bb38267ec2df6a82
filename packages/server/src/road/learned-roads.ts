import type {LearnedRoad} from '@dispatch-kit/core';
import {LearnedRoad as Road, isLive, toMs} from '@dispatch-kit/core';
import type {Office} from '../office/office.ts';

/** So many finished legs are learned from when an office begins, the oldest of them first … */
const legsToLearnFrom = 300;
/** … so many of them at a time: learning one takes some milliseconds, and others wait. */
const legsAtOnce = 8;
/** New legs are looked for so often while somebody of the organization is under way. */
const lookEveryMs = 60_000;
/** Who is under way is asked so often. */
const askEveryMs = 5_000;

interface Learning {
  road: LearnedRoad;
  /** Legs that were learned from, or whose fixes are gone. */
  legs: Set<string>;
  lookedMs: number;
}

/**
 * What each organization's finished legs teach about its roads: kept by this process, made again from the stored fixes
 * when it starts. Until then, and for who has no legs, it knows nothing, and estimates go by the routing engine.
 */
export class LearnedRoads {
  readonly #learnings = new Map<string, Learning>();
  readonly #unlearned: LearnedRoad = new Road();
  #askedMs = -Infinity;

  /** What was learned of an organization's roads so far. */
  of(organizationId: string): LearnedRoad {
    return this.#learnings.get(organizationId)?.road ?? this.#unlearned;
  }

  /** Learns some of what there is to learn for those who are under way now. */
  async learn(office: Office): Promise<void> {
    const nowMs = office.clock.now();
    if (nowMs - this.#askedMs < askEveryMs) return;
    this.#askedMs = nowMs;
    const underWay = await office.storage.transaction(tx => tx.appointments.underWay());
    const organizationIds = new Set(
      underWay.filter(({row}) => isLive(row.facts)).map(({organizationId}) => organizationId),
    );
    for (const organizationId of organizationIds) await this.#learnOf(office, organizationId);
  }

  async #learnOf(office: Office, organizationId: string): Promise<void> {
    const nowMs = office.clock.now();
    const {storage} = office;
    const learning = this.#learnings.get(organizationId) ?? (await this.#begin(office, organizationId));
    if (!learning || nowMs - learning.lookedMs < lookEveryMs) return;
    const past = await storage.transaction(tx => tx.road.pastLegs(organizationId, legsToLearnFrom));
    const news = past.filter(({legId}) => !learning.legs.has(legId)).toReversed();
    for (const {legId, endedAt} of news.slice(0, legsAtOnce)) {
      const fixes = await storage.transaction(tx => tx.road.fixesOfLeg(organizationId, legId));
      learning.legs.add(legId);
      // What was driven after the arrival was not on the way to anybody.
      learning.road.add({fixes: fixes.filter(({at}) => toMs(at) <= toMs(endedAt))});
    }
    if (news.length <= legsAtOnce) learning.lookedMs = nowMs;
  }

  async #begin(office: Office, organizationId: string): Promise<Learning | undefined> {
    const organization = await office.storage.transaction(tx => tx.organizations.get(organizationId));
    if (!organization) return undefined;
    const road = new Road({timeZone: organization.timeZone});
    const learning = {road, legs: new Set<string>(), lookedMs: -Infinity};
    this.#learnings.set(organizationId, learning);
    return learning;
  }
}
