import {toMs} from '@dispatch-kit/core';
import {compareText} from './filters.ts';
import {inOrder, refuseKnown, rowsOf} from './memory-rows.ts';
import type {Sync} from './memory-rows.ts';
import type {MemoryTables} from './memory-tables.ts';
import {anywhere} from './memory-tables.ts';
import type {Transaction} from './storage.ts';

type Correspondence = Pick<Transaction, 'messages' | 'consents' | 'pushSubscriptions' | 'phoneLines'>;

/** What customers and office write to each other, and over what they may. */
export function memoryCorrespondence(tables: MemoryTables): Sync<Correspondence> {
  const {messages, consents, pushSubscriptions, phoneLines} = tables;
  return {
    messages: {
      ...rowsOf(messages),
      ofJobs: (organizationId, jobIds) =>
        inOrder(messages.where(organizationId, 'job', jobIds), row => row.at),
      removeOfJobs: (organizationId, jobIds) =>
        messages.where(organizationId, 'job', jobIds).forEach(row => messages.remove(organizationId, row)),
    },
    consents: {
      insert(organizationId, rows) {
        refuseKnown(
          consents,
          organizationId,
          rows.map(row => row.id),
        );
        for (const row of rows) consents.set(organizationId, row);
      },
      ofCustomer: (organizationId, customerId) =>
        inOrder(consents.where(organizationId, 'customer', [customerId]), row => row.at),
      removeOfCustomer: (organizationId, customerId) =>
        consents
          .where(organizationId, 'customer', [customerId])
          .forEach(row => consents.remove(organizationId, row)),
    },
    pushSubscriptions: {
      put: (organizationId, row) => pushSubscriptions.set(organizationId, row),
      ofHolders: (organizationId, holderIds) =>
        pushSubscriptions
          .where(organizationId, 'holder', holderIds)
          .sort((a, b) => toMs(b.at) - toMs(a.at) || compareText(a.endpoint, b.endpoint)),
      remove: (organizationId, endpoints) =>
        pushSubscriptions
          .getMany(organizationId, endpoints)
          .forEach(row => pushSubscriptions.remove(organizationId, row)),
    },
    phoneLines: {
      get: key => phoneLines.get(anywhere, key),
      put: row => phoneLines.set(anywhere, row),
      forgetQuestions(before) {
        for (const row of phoneLines.all(anywhere))
          if (row.question && toMs(row.question.at) < toMs(before))
            phoneLines.set(anywhere, {...row, question: null});
      },
    },
  };
}
