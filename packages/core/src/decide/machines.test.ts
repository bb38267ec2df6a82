import assert from 'node:assert/strict';
import {test} from 'node:test';
import {behaviour} from './behaviour.test.ts';
import type {Machines} from './decide.ts';
import {appointmentCommandTypes} from '../appointment/appointment-command.ts';
import {AppointmentStatus} from '../appointment/appointment-facts.ts';
import {appointmentMachine} from '../appointment/appointment-machine.ts';
import {jobCommandTypes} from '../job/job-command.ts';
import {JobStatus} from '../job/job-facts.ts';
import {jobMachine} from '../job/job-machine.ts';

const shipped: Machines = {appointment: appointmentMachine, job: jobMachine};

for (const {says, holds} of behaviour) test(says, () => holds(shipped));

test('every state of a visit and every status of a job answers every command', () => {
  for (const status of AppointmentStatus.options)
    assert.deepEqual(Object.keys(appointmentMachine[status]).sort(), [...appointmentCommandTypes].sort());
  for (const status of JobStatus.options)
    assert.deepEqual(Object.keys(jobMachine[status]).sort(), [...jobCommandTypes].sort());
});
