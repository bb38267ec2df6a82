import type {Office} from '../office/office.ts';
import type {Principal} from '../office/principal.ts';
import type {Transaction} from '../storage/storage.ts';

/** One request, checked against the contract, inside its transaction. */
export type Call = {
  readonly office: Office;
  readonly tx: Transaction;
  readonly principal: Principal;
  readonly organizationId: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly body: unknown;
  readonly dryRun: boolean;
  readonly ifMatch: number | undefined;
  /** Runs when what the call wrote is committed. */
  afterCommit(run: () => void): void;
  /** Runs when what the call wrote was not committed. */
  afterFailure(run: () => void): void;
};

/** A reply that takes the world outside (a routing engine, a geocoder) to make: worked out when the transaction is over. */
export class AfterReading {
  readonly answer: () => Promise<unknown>;
  constructor(answer: () => Promise<unknown>) {
    this.answer = answer;
  }
}

/** Answers a call with the body of its reply. Only what writes nothing may answer with an `AfterReading`. */
export type Handler = (call: Call) => Promise<unknown>;

/** One request to what needs no token, checked against the contract, outside of any transaction. */
export type PublicCall = Pick<Call, 'office' | 'params' | 'query' | 'body'> & {
  /** Where it came from, as far as the process knows. */
  readonly address: string;
};

export type PublicHandler = (call: PublicCall) => Promise<unknown>;
