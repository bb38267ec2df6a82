import {sql} from 'kysely';
import type {ConsentRow, MessageRow, PhoneLineRow, PushSubscriptionRow} from '../correspondence-rows.ts';
import type {Transaction} from '../storage.ts';
import type {SqlSession} from './sql-session.ts';
import {SqlTable, instant, rowsOf} from './sql-table.ts';

const id = {type: 'text', of: (row: {id: string}) => row.id};
const at = {type: 'timestamptz', of: (row: {at: string}) => instant(row.at)};

const messagesTable = new SqlTable<MessageRow>('messages', {
  id,
  job_id: {type: 'text', of: row => row.jobId},
  at,
});
const consentsTable = new SqlTable<ConsentRow>('consents', {
  id,
  customer_id: {type: 'text', of: row => row.customerId},
  at,
});
const subscriptionsTable = new SqlTable<PushSubscriptionRow>('push_subscriptions', {
  endpoint: {type: 'text', of: row => row.endpoint},
  holder_id: {type: 'text', of: row => row.holderId},
  at,
});

type Correspondence = Pick<Transaction, 'messages' | 'consents' | 'pushSubscriptions' | 'phoneLines'>;

/** What customers and office write to each other, and over what they may. */
export function sqlCorrespondence(session: SqlSession): Correspondence {
  return {
    messages: messagesOf(session),
    consents: consentsOf(session),
    pushSubscriptions: subscriptionsOf(session),
    phoneLines: {
      async get(key) {
        const found = await session.data(
          sql<{data: PhoneLineRow}>`select data from phone_lines where key = ${key}`,
        );
        return found[0];
      },
      async put(row) {
        await session.run(sql`insert into phone_lines (key, data)
          values (${row.key}, ${JSON.stringify(row)}::jsonb)
          on conflict (key) do update set data = excluded.data`);
      },
      async forgetQuestions(before) {
        await session.run(sql`update phone_lines set data = jsonb_set(data, '{question}', 'null')
          where (data #>> '{question,at}')::timestamptz < ${before}::timestamptz`);
      },
    },
  };
}

function messagesOf(session: SqlSession): Transaction['messages'] {
  return {
    ...rowsOf(session, messagesTable),
    ofJobs: (organizationId, jobIds) =>
      session.data(sql<{data: MessageRow}>`select data from messages
        where organization_id = ${organizationId} and job_id = any(${jobIds}) order by at, id`),
    async removeOfJobs(organizationId, jobIds) {
      await session.run(sql`delete from messages
        where organization_id = ${organizationId} and job_id = any(${jobIds})`);
    },
  };
}

function consentsOf(session: SqlSession): Transaction['consents'] {
  return {
    insert: rowsOf(session, consentsTable).insert,
    ofCustomer: (organizationId, customerId) =>
      session.data(sql<{data: ConsentRow}>`select data from consents
        where organization_id = ${organizationId} and customer_id = ${customerId} order by at, id`),
    async removeOfCustomer(organizationId, customerId) {
      await session.run(sql`delete from consents
        where organization_id = ${organizationId} and customer_id = ${customerId}`);
    },
  };
}

function subscriptionsOf(session: SqlSession): Transaction['pushSubscriptions'] {
  return {
    async put(organizationId, row) {
      await session.run(sql`${subscriptionsTable.inserting(organizationId, [row])}
        on conflict (organization_id, endpoint)
        do update set ${sql.raw(subscriptionsTable.assignments('excluded'))}`);
    },
    ofHolders: (organizationId, holderIds) =>
      session.data(sql<{data: PushSubscriptionRow}>`select data from push_subscriptions
        where organization_id = ${organizationId} and holder_id = any(${holderIds})
        order by at desc, endpoint`),
    async remove(organizationId, endpoints) {
      await session.run(sql`delete from push_subscriptions
        where organization_id = ${organizationId} and endpoint = any(${endpoints})`);
    },
  };
}
