export {startableClock, virtualClock} from './clock.ts';
export type {StartableClock, VirtualClock} from './clock.ts';
export {createCompany, expectOk} from './company.ts';
export type {Answer, Caller, Company, CompanyOptions} from './company.ts';
