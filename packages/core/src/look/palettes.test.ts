import assert from 'node:assert/strict';
import {test} from 'node:test';
import {contrastRatio} from './contrast.ts';
import {statusLook, statusesOf} from './palettes.ts';
import type {StatusLook} from './palettes.ts';
import {surfaces} from './surfaces.ts';

const combinations = (['jobs', 'trips'] as const).flatMap(palette =>
  (['light', 'dark'] as const).flatMap(theme => [
    ...statusesOf('job').map(status => ({
      palette,
      theme,
      status,
      look: statusLook(palette, theme, 'job', status),
    })),
    ...statusesOf('appointment').map(status => ({
      palette,
      theme,
      status,
      look: statusLook(palette, theme, 'appointment', status),
    })),
  ]),
);

for (const {palette, theme, status, look} of combinations) {
  test(`${palette} on ${theme}: ${look.wordKey} passes WCAG AA`, () => {
    const {plain, sunken} = surfaces[theme];
    const needs: [string, string, string, number][] = [
      ['text on the surface', look.text, plain, 4.5],
      ['text on the sunken surface', look.text, sunken, 4.5],
      ['text on its tint', look.text, look.tint, 4.5],
      ['words on the solid', look.onSolid, look.solid, 4.5],
      ['the solid on the surface', look.solid, plain, 3],
      ['the solid on the sunken surface', look.solid, sunken, 3],
    ];
    for (const [what, a, b, ratio] of needs) {
      assert.ok(contrastRatio(a, b) >= ratio, `${status}: ${what} has ${contrastRatio(a, b).toFixed(2)}`);
    }
  });
}

test('no two statuses of a subject share an icon, so that none is told by colour alone', () => {
  for (const subject of ['job', 'appointment'] as const) {
    const icons = statusesOf(subject).map(
      status => statusLook('jobs', 'light', subject, status as never).icon,
    );
    assert.equal(new Set(icons).size, icons.length);
  }
});

test('the palettes have the hues the domain names', () => {
  const lightSolid = (look: StatusLook) => look.solid;
  const jobs = (status: Parameters<typeof statusLook<'job'>>[3]) =>
    lightSolid(statusLook('jobs', 'light', 'job', status));
  assert.equal(jobs('unscheduled'), jobs('canceled'));
  assert.equal(jobs('complete'), jobs('declined'));
  assert.equal(jobs('in_progress'), '#c2540a');
  assert.equal(jobs('scheduled'), '#1f5eff');
  assert.equal(jobs('paused'), '#8a6a00');
  assert.equal(jobs('offered'), '#1a7f4b');
  const trips = (status: Parameters<typeof statusLook<'appointment'>>[3]) =>
    lightSolid(statusLook('trips', 'light', 'appointment', status));
  assert.equal(trips('arrived'), trips('started'));
  assert.equal(trips('enroute'), jobs('scheduled'));
  assert.equal(trips('complete'), jobs('offered'));
  assert.equal(trips('scheduled'), jobs('complete'));
});

test('a declined job is an outline and a canceled one is struck', () => {
  assert.equal(statusLook('jobs', 'dark', 'job', 'declined').form, 'outline');
  assert.equal(statusLook('trips', 'dark', 'appointment', 'canceled').form, 'struck');
});
