export {startableClock, virtualClock} from './clock.ts';
export type {StartableClock, VirtualClock} from './clock.ts';
export {callerOf, expectOk} from './caller.ts';
export type {Answer, Caller} from './caller.ts';
export {createCompany} from './company.ts';
export type {Company, CompanyOptions} from './company.ts';
export {aCustomer, aJob, aMember, aVisit, anAddress} from './factories.ts';
export {faultyNetwork} from './faulty-network.ts';
export type {FaultyNetwork, FaultyNetworkOptions} from './faulty-network.ts';
