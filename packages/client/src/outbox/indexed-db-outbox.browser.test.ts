import {indexedDbOutbox} from './indexed-db-outbox.ts';
import {outboxSuite} from './outbox-suite.ts';

describe('indexedDbOutbox()', () => {
  for (const {name, check} of outboxSuite) {
    it(name, () => check(() => indexedDbOutbox({name: `test ${name}`})));
  }

  after(() => {
    for (const {name} of outboxSuite) indexedDB.deleteDatabase(`dispatch-kit test ${name}`);
  });
});
