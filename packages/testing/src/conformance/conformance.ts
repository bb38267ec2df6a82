import {chartScenarios} from './chart-scenarios.ts';
import {unclearCaseScenarios} from './unclear-case-scenarios.ts';
import {onceScenarios} from './once-scenarios.ts';
import {refusalScenarios} from './refusal-scenarios.ts';
import {dryRunScenarios} from './dry-run-scenarios.ts';
import {undoScenarios} from './undo-scenarios.ts';
import {sourceScenarios} from './source-scenarios.ts';
import {tenantScenarios} from './tenant-scenarios.ts';
import {offlineScenarios} from './offline-scenarios.ts';
import {contractScenarios} from './contract-scenarios.ts';
import {tokenScenarios} from './token-scenarios.ts';
import {eventScenarios} from './event-scenarios.ts';
import {customerScenarios} from './customer-scenarios.ts';
import {placeScenarios} from './place-scenarios.ts';
import {ingestScenarios} from './ingest-scenarios.ts';
import {roadScenarios} from './road-scenarios.ts';
import {planningScenarios} from './planning-scenarios.ts';
import {urgentScenarios} from './urgent-scenarios.ts';
import {peopleScenarios} from './people-scenarios.ts';
import {dayScenarios} from './day-scenarios.ts';
import {correspondenceScenarios} from './correspondence-scenarios.ts';
import {wordingScenarios} from './wording-scenarios.ts';
import {noticeScenarios} from './notice-scenarios.ts';
import {recordScenarios} from './record-scenarios.ts';
import {webhookScenarios} from './webhook-scenarios.ts';
import {badInputScenarios} from './bad-input-scenarios.ts';
import type {DeclareTest, OfficeUnderTest} from './firm.ts';

export {NeedsOwnOrganization} from './firm.ts';
export type {DeclareTest, OfficeUnderTest} from './firm.ts';

/**
 * Declares the tests that every server of this contract passes. They speak HTTP and nothing else; each makes an
 * organization of its own with the operator key, so they may run at the same time and against a server in use. Without an
 * operator key they share the organization of the API key: then run one after another, in a test organization, and take a
 * `NeedsOwnOrganization` for a skip.
 *
 *     import {test} from 'node:test';
 *     conformance({url: 'http://127.0.0.1:8787', apiKey, operatorKey}, {test});
 *
 * @param office where the server answers, and its keys.
 * @param test declares a test by a sentence and what it does; a rejection is a failure.
 */
export function conformance(office: OfficeUnderTest, {test}: {test: DeclareTest}): void {
  chartScenarios(office, test);
  unclearCaseScenarios(office, test);
  undoScenarios(office, test);
  noticeScenarios(office, test);
  correspondenceScenarios(office, test);
  wordingScenarios(office, test);
  dayScenarios(office, test);
  peopleScenarios(office, test);
  planningScenarios(office, test);
  urgentScenarios(office, test);
  placeScenarios(office, test);
  ingestScenarios(office, test);
  roadScenarios(office, test);
  sourceScenarios(office, test);
  customerScenarios(office, test);
  eventScenarios(office, test);
  tokenScenarios(office, test);
  contractScenarios(office, test);
  offlineScenarios(office, test);
  tenantScenarios(office, test);
  dryRunScenarios(office, test);
  refusalScenarios(office, test);
  onceScenarios(office, test);
  webhookScenarios(office, test);
  recordScenarios(office, test);
  badInputScenarios(office, test);
}
