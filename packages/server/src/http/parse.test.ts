import assert from 'node:assert/strict';
import {test} from 'node:test';
import {createCompany} from '@dispatch-kit/testing';

test('a field of the wrong type is told as that, and only a missing one as required', async () => {
  const company = await createCompany();
  const {problem} = await company.admin.post('/v1/members', {name: 12, roles: 'technician'});
  assert.deepEqual(
    problem!.fields!.map(({path, code}) => [path, code]),
    [
      ['name', 'invalid_type'],
      ['phone', 'required'],
      ['roles', 'invalid_type'],
    ],
  );
  assert.match(problem!.fields![0]!.message, /string/);
  await company.close();
});
