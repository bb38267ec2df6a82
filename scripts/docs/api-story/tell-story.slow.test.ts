import assert from 'node:assert/strict';
import {test} from 'node:test';
import {endpoints} from '@dispatch-kit/core';
import {tellStory} from './tell-story.ts';
import {Teller} from './teller.ts';

test('the story of the API reference tells every operation that is built, with a success, and no secret', async () => {
  const {examples, untold} = await tellStory();
  const later = endpoints.filter(({endpoint}) => endpoint.later).length;
  assert.equal(untold.length, later, `untold: ${untold.join(', ')}`);
  const teller = await Teller.open();
  await teller.company.close();
  assert.equal(examples.size + later, teller.operations.size);
  for (const [name, {status, request, reply}] of examples) {
    assert.ok(status >= 200 && status < 300, name);
    assert.doesNotMatch(`${request}\n${reply}`, /(?<![a-z])(dk_live_|es_|ok_|whsec_)[\w-]{8}/, name);
  }
});
