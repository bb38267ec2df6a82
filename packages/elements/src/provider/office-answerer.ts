import type {Call, DispatchClient} from '@dispatch-kit/client';
import {appointmentCommandEndpoints, jobCommandEndpoints} from '@dispatch-kit/core';
import type {Endpoint} from '@dispatch-kit/core';
import type {Answerer} from '../base/answer-commands.ts';

type Rows = Readonly<Record<string, Endpoint>>;

/** Does what a person of the office or the field wishes of a visit or a job. */
export function officeAnswerer(client: () => DispatchClient | undefined): Answerer {
  return ({command, input, appointmentId, jobId}) => {
    const call: Call | undefined = client()?.call;
    const id = appointmentId ?? jobId;
    const rows: Rows = appointmentId ? appointmentCommandEndpoints : jobCommandEndpoints;
    const row = rows[command];
    if (!call || !id || !row) return undefined;
    return () => call(row, {params: {id}, body: input} as never);
  };
}
