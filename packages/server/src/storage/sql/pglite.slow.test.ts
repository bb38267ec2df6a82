import {after, test} from 'node:test';
import {storageSuite} from '../storage-suite.ts';
import {openPglite} from './pglite.ts';

storageSuite({name: 'PGlite', open: () => openPglite()}, {test, after});
