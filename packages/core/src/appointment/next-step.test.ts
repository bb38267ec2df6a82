import assert from 'node:assert/strict';
import {test} from 'node:test';
import {appointmentMachine} from './appointment-machine.ts';
import {AppointmentStatus} from './appointment-facts.ts';
import {nextStep} from './next-step.ts';

test('the step offered first is one that the machine takes, and there is none where nothing is left to do', () => {
  for (const mode of ['combined', 'separate'] as const) {
    for (const status of AppointmentStatus.options) {
      const step = nextStep(status, mode);
      if (step) assert.ok('to' in appointmentMachine[status][step], `${mode} ${status} ${step}`);
      else assert.ok(['draft', 'complete', 'canceled', 'deleted'].includes(status), status);
    }
  }
});

test('arriving is a step of its own only where the organization says so', () => {
  assert.equal(nextStep('enroute', 'combined'), 'start');
  assert.equal(nextStep('enroute', 'separate'), 'arrive');
  assert.equal(nextStep('arrived', 'separate'), 'complete');
});
