import type {Call, DispatchClient} from '@dispatch-kit/client';
import {appointmentCommandEndpoints, jobCommandEndpoints, jobEndpoints} from '@dispatch-kit/core';
import type {Endpoint} from '@dispatch-kit/core';
import type {Answerer} from '../base/answer-commands.ts';
import type {DispatchCommandEvent} from '../events.ts';

type Rows = Readonly<Record<string, Endpoint>>;

/** Does what a person of the office or the field wishes of a visit or a job. */
export function officeAnswerer(client: () => DispatchClient | undefined): Answerer {
  return wish => {
    const call: Call | undefined = client()?.call;
    const found = requestOf(wish);
    if (!call || !found) return undefined;
    return () => call(found.endpoint, found.request as never);
  };
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
