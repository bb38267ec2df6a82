/** The desk of an office in a real browser: at ten in the morning, a Tuesday in Chicago, with three technicians. */
import {join, resolve} from 'node:path';
import {DispatchClient} from '@dispatch-kit/client';
import {minuteMs} from '@dispatch-kit/core';
import type {Member} from '@dispatch-kit/core';
import type {Notifier} from '@dispatch-kit/server';
import {runOffice, scaledClock} from '@dispatch-kit/server/node';
import type {RunningOffice, ScaledClock} from '@dispatch-kit/server/node';
import {createPages} from '../scripts/pages.ts';
import type {Browser, Page} from './browser.ts';
import {plainGround} from './plain-ground.ts';

const tenMs = Date.parse('2026-03-03T16:00:00Z');

/** So many minutes after ten. */
export const instant = (minutes: number) => new Date(tenMs + minutes * minuteMs).toISOString();

/** Where pictures of what failed are kept. */
export const screens = resolve(import.meta.dirname, '../.tmp/screens');

export type TechnicianName = 'Sam Ortiz' | 'Nia Cole' | 'Leo Park';

export interface MorningOffice {
  office: RunningOffice;
  clock: ScaledClock;
  admin: DispatchClient;
  technicians: Record<TechnicianName, Member>;
}

/** Opens the office. Its technicians have the numbers +1 312 555 0101 to 0103. */
export async function openMorning(name: string, notifier: Notifier): Promise<MorningOffice> {
  const usual = createPages();
  const clock = scaledClock({startMs: tenMs, speed: 1});
  const office = await runOffice({
    dataDir: join(screens, '..', name),
    databaseUrl: 'memory:',
    port: 0,
    clock,
    notifier,
    pages: async request => plainGround(request) ?? usual(request),
    organization: {name: 'Northside Plumbing', timeZone: 'America/Chicago'},
  });
  const admin = new DispatchClient({url: office.url, token: office.apiKey});
  const hire = (who: TechnicianName, last: number) =>
    admin.members.create({name: who, phone: `+1312555010${last}`, roles: ['technician']});
  const technicians = {
    'Sam Ortiz': await hire('Sam Ortiz', 1),
    'Nia Cole': await hire('Nia Cole', 2),
    'Leo Park': await hire('Leo Park', 3),
  };
  return {office, clock, admin, technicians};
}

export interface DeskScreen {
  size?: readonly [width: number, height: number];
  hasTouch?: boolean;
}

/** A dispatcher sits down: the office's page, with its jobs in sight. */
export async function sitDown(
  browser: Browser,
  {office, admin}: MorningOffice,
  {size: [width, height] = [1440, 900], hasTouch = false}: DeskScreen = {},
): Promise<Page> {
  const {token} = await admin.organization.createSession({roles: ['dispatcher']});
  const viewport = {width, height};
  const page = await browser.newPage({viewport, hasTouch, locale: 'en-US', reducedMotion: 'reduce'});
  page.setDefaultTimeout(60_000);
  await page.goto(`${office.url}/office#${token}`);
  await page.locator('dispatch-board .row').first().waitFor();
  return page;
}
