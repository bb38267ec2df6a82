export {RoadGraph} from './simulator/road-graph.ts';
export type {Junction, Road, RoadGraphJson, Snapped, Street} from './simulator/road-graph.ts';
export type {RoadPath, Stretch} from './simulator/find-path.ts';
export {simulateDrive} from './simulator/simulate-drive.ts';
export type {DriveOptions, DrivePosition, SimulatedDrive} from './simulator/simulate-drive.ts';
export {smallCity} from './simulator/small-city.ts';
export type {SmallCity} from './simulator/small-city.ts';
