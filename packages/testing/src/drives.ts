export type {Drive} from './drives/drive.ts';
export {lastStanding} from './drives/last-standing.ts';
export type {Standing} from './drives/last-standing.ts';
export {driveStartingAt, madeUpDrive} from './drives/made-up-drive.ts';
export type {MadeUpDrive} from './drives/made-up-drive.ts';
export {readBarefoot} from './drives/read-barefoot.ts';
export {readDriveCsv} from './drives/read-drive-csv.ts';
export type {DriveColumns} from './drives/read-drive-csv.ts';
export {readGpx} from './drives/read-gpx.ts';
