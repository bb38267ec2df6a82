import {test} from 'node:test';
import {memoryOutbox} from './memory-outbox.ts';
import {outboxSuite} from './outbox-suite.ts';

for (const {name, check} of outboxSuite) {
  test(`a memory outbox ${name}`, () => {
    const storage = memoryOutbox();
    return check(() => storage);
  });
}
