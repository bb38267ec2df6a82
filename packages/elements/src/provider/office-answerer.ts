import {workCommands} from '@dispatch-kit/client';
import type {DispatchClient, TapInput} from '@dispatch-kit/client';
import {appointmentCommandEndpoints, jobCommandEndpoints, jobEndpoints} from '@dispatch-kit/core';
import type {Endpoint} from '@dispatch-kit/core';
import type {Answerer} from '../base/answer-commands.ts';
import type {DispatchCommandEvent} from '../events.ts';

type Rows = Readonly<Record<string, Endpoint>>;

/**
 * Does what a person of the office or the field wishes of a visit or a job. Work on a visit goes through the client's
 * outbox where it has one, so that it waits where there is no connection.
 */
export function officeAnswerer(client: () => DispatchClient | undefined): Answerer {
  return wish => {
    const {call, outbox} = client() ?? {};
    const found = requestOf(wish);
    if (!call || !found) return undefined;
    const tap = tapOf(wish);
    return () => (outbox && tap ? outbox.tap(tap) : call(found.endpoint, found.request as never));
  };
}

function tapOf({command: wished, input, appointmentId}: DispatchCommandEvent): TapInput | undefined {
  const command = workCommands.find(each => each === wished);
  return command && appointmentId ? {appointmentId, command, input} : undefined;
}

const jobRows: Rows = {...jobCommandEndpoints, plan: jobEndpoints.addAppointment};

/** The call that does a wish of an office; undefined for one that is not about a visit or a job. */
export function requestOf({
  command,
  input,
  appointmentId,
  jobId,
}: Pick<DispatchCommandEvent, 'command' | 'input' | 'appointmentId' | 'jobId'>):
  {endpoint: Endpoint; request: {params: {id: string}; body: object}} | undefined {
  const id = appointmentId ?? jobId;
  const rows: Rows = appointmentId ? appointmentCommandEndpoints : jobRows;
  const endpoint = rows[command];
  return id && endpoint ? {endpoint, request: {params: {id}, body: input}} : undefined;
}
