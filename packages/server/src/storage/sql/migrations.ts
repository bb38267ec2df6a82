import type {Kysely} from 'kysely';
import {sql} from 'kysely';

/** Each runs once, in this order; one that was released is never changed. PostgreSQL 15. */
const migrations: readonly string[] = [
  `
create extension if not exists btree_gist;

create table organizations (
  id text collate "C" primary key,
  made bigint generated always as identity,
  slug text not null constraint organizations_slug unique,
  seq bigint not null default 0,
  data jsonb not null
) with (fillfactor = 60);

create table tokens (
  hash text primary key,
  organization_id text collate "C" not null,
  kind text not null,
  id text not null
);
create index tokens_holder on tokens (organization_id, id);

create table operator_keys (hash text primary key, created_at text not null);

create table keys (
  organization_id text collate "C" not null,
  id text collate "C" not null,
  created_at text collate "C" not null,
  data jsonb not null,
  primary key (organization_id, id)
);

create table sessions (
  organization_id text collate "C" not null,
  id text collate "C" not null,
  member_id text,
  created_at text collate "C" not null,
  data jsonb not null,
  primary key (organization_id, id)
);
create index sessions_member on sessions (organization_id, member_id);

create table links (
  organization_id text collate "C" not null,
  id text collate "C" not null,
  job_id text not null,
  created_at text collate "C" not null,
  data jsonb not null,
  primary key (organization_id, id)
);
create index links_job on links (organization_id, job_id);

create table customers (
  organization_id text collate "C" not null,
  id text collate "C" not null,
  external_id text,
  name_key text collate "C" not null,
  search text not null,
  data jsonb not null,
  primary key (organization_id, id),
  constraint customers_external_id unique (organization_id, external_id) deferrable initially immediate
);
create index customers_name on customers (organization_id, name_key, id);

create table members (
  organization_id text collate "C" not null,
  id text collate "C" not null,
  external_id text,
  name_key text collate "C" not null,
  roles text[] not null,
  data jsonb not null,
  primary key (organization_id, id),
  constraint members_external_id unique (organization_id, external_id) deferrable initially immediate
);
create index members_name on members (organization_id, name_key, id);

create table jobs (
  organization_id text collate "C" not null,
  id text collate "C" not null,
  external_id text,
  customer_id text not null,
  source_id text,
  status text not null,
  search text not null,
  created_key text collate "C" not null,
  planned_key text collate "C" not null,
  closed_at timestamptz,
  offer_ends_at timestamptz,
  data jsonb not null,
  primary key (organization_id, id),
  constraint jobs_external_id unique (organization_id, external_id) deferrable initially immediate
);
create index jobs_created on jobs (organization_id, created_key, id);
create index jobs_planned on jobs (organization_id, planned_key, id);
create index jobs_customer on jobs (organization_id, customer_id);
create index jobs_closed on jobs (organization_id, closed_at) where closed_at is not null;
create index jobs_offer on jobs (offer_ends_at) where offer_ends_at is not null;

create table appointments (
  organization_id text collate "C" not null,
  id text collate "C" not null,
  made bigint generated always as identity,
  external_id text,
  job_id text not null,
  status text not null,
  lead_id text,
  helper_ids text[] not null,
  planned_key text collate "C" not null,
  planned_start timestamptz not null,
  planned_end timestamptz not null,
  conflict boolean not null,
  imported boolean not null,
  data jsonb not null,
  primary key (organization_id, id),
  constraint appointments_external_id unique (organization_id, external_id) deferrable initially immediate,
  constraint appointments_two_under_way exclude using btree (organization_id with =, lead_id with =)
    where (status in ('enroute', 'arrived', 'started')) deferrable initially immediate,
  constraint appointments_double_booking exclude using gist (
    organization_id with =, lead_id with =, tstzrange(planned_start, planned_end) with &&
  ) where (status in ('scheduled', 'enroute', 'arrived', 'started') and not conflict and not imported)
    deferrable initially immediate
);
create index appointments_job on appointments (organization_id, job_id);
create index appointments_key on appointments (organization_id, planned_key, id);
create index appointments_start on appointments (organization_id, planned_start) where status <> 'deleted';
create index appointments_open on appointments (organization_id, lead_id)
  where status in ('scheduled', 'enroute', 'arrived', 'started');
create index appointments_under_way on appointments (planned_start)
  where status in ('enroute', 'arrived', 'started');

create table events (
  organization_id text collate "C" not null,
  seq bigint not null,
  id text not null,
  job_id text,
  recorded_at text not null,
  data jsonb not null,
  primary key (organization_id, seq),
  constraint events_id unique (organization_id, id)
);
create index events_job on events (organization_id, job_id, seq) where job_id is not null;

create table notes (
  organization_id text collate "C" not null,
  id text collate "C" not null,
  job_id text not null,
  at text collate "C" not null,
  data jsonb not null,
  primary key (organization_id, id)
);
create index notes_job on notes (organization_id, job_id);

create table ratings (
  organization_id text collate "C" not null,
  appointment_id text not null,
  contact_id text not null,
  id text collate "C" not null,
  job_id text not null,
  at text collate "C" not null,
  data jsonb not null,
  primary key (organization_id, appointment_id, contact_id)
);
create index ratings_job on ratings (organization_id, job_id);

create table notices (
  organization_id text collate "C" not null,
  id text collate "C" not null,
  once text not null,
  state text not null,
  job_id text not null,
  appointment_id text,
  at text collate "C" not null,
  due_at timestamptz not null,
  data jsonb not null,
  primary key (organization_id, id),
  constraint notices_once unique (organization_id, once)
);
create index notices_at on notices (organization_id, at, id);
create index notices_job on notices (organization_id, job_id);
create index notices_due on notices (due_at, organization_id, id) where state = 'waiting';

create table road (
  organization_id text collate "C" not null,
  member_id text collate "C" not null,
  data jsonb not null,
  primary key (organization_id, member_id)
) with (fillfactor = 50);

create table fixes (
  organization_id text collate "C" not null,
  member_id text not null,
  at timestamptz not null,
  leg_id text,
  data jsonb not null,
  primary key (organization_id, member_id, at)
);
create index fixes_leg on fixes (organization_id, leg_id, at) where leg_id is not null;
create index fixes_at on fixes (organization_id, at);

create table past_legs (
  organization_id text collate "C" not null,
  leg_id text collate "C" not null,
  ended_at timestamptz not null,
  data jsonb not null,
  primary key (organization_id, leg_id)
);
create index past_legs_ended on past_legs (organization_id, ended_at, leg_id);

create table devices (
  organization_id text collate "C" not null,
  device_id text not null,
  data jsonb not null,
  primary key (organization_id, device_id)
);

create table idempotency (
  organization_id text collate "C" not null,
  scope text not null,
  created_at timestamptz not null,
  data jsonb not null,
  primary key (organization_id, scope)
);
create index idempotency_created on idempotency (organization_id, created_at);
`,
  `
alter table notices alter column job_id drop not null;
`,
  `
create table webhooks (
  organization_id text collate "C" not null,
  id text collate "C" not null,
  enabled boolean not null,
  after_seq bigint not null,
  created_at text collate "C" not null,
  data jsonb not null,
  primary key (organization_id, id)
);

create table webhook_deliveries (
  organization_id text collate "C" not null,
  id text collate "C" not null,
  webhook_id text not null,
  state text not null,
  at text collate "C" not null,
  due_at timestamptz not null,
  data jsonb not null,
  primary key (organization_id, id)
);
create index webhook_deliveries_at on webhook_deliveries (organization_id, webhook_id, at, id);
create index webhook_deliveries_due on webhook_deliveries (due_at, organization_id, id) where state = 'waiting';
`,
  `
alter table notices add column line_key text, add column sent_at timestamptz;
create index notices_line on notices (line_key, sent_at) where line_key is not null;

create table messages (
  organization_id text collate "C" not null,
  id text collate "C" not null,
  job_id text not null,
  at timestamptz not null,
  data jsonb not null,
  primary key (organization_id, id)
);
create index messages_job on messages (organization_id, job_id, at);

create table consents (
  organization_id text collate "C" not null,
  id text collate "C" not null,
  customer_id text not null,
  at timestamptz not null,
  data jsonb not null,
  primary key (organization_id, id)
);
create index consents_customer on consents (organization_id, customer_id, at);

create table push_subscriptions (
  organization_id text collate "C" not null,
  endpoint text not null,
  holder_id text not null,
  at timestamptz not null,
  data jsonb not null,
  primary key (organization_id, endpoint)
);
create index push_subscriptions_holder on push_subscriptions (organization_id, holder_id);

create table phone_lines (key text primary key, data jsonb not null);
`,
  `
create table photos (
  organization_id text collate "C" not null,
  id text collate "C" not null,
  job_id text not null,
  at text collate "C" not null,
  data jsonb not null,
  primary key (organization_id, id)
);
create index photos_job on photos (organization_id, job_id);
create index ratings_at on ratings (organization_id, at, id);
`,
  `
create table sources (
  organization_id text collate "C" not null,
  id text collate "C" not null,
  external_id text,
  created_at text collate "C" not null,
  data jsonb not null,
  primary key (organization_id, id),
  constraint sources_external_id unique (organization_id, external_id) deferrable initially immediate
);

create table paired_devices (
  organization_id text collate "C" not null,
  id text collate "C" not null,
  member_id text not null,
  created_at text collate "C" not null,
  data jsonb not null,
  primary key (organization_id, id)
);
create index paired_devices_member on paired_devices (organization_id, member_id);

create table codes (
  organization_id text collate "C" not null,
  id text collate "C" not null,
  purpose text not null,
  subject text not null,
  created_at text collate "C" not null,
  data jsonb not null,
  primary key (organization_id, id)
);
create index codes_subject on codes (organization_id, subject, created_at);

create table limits (
  key text primary key,
  count integer not null,
  ends_at timestamptz not null
);

alter table members add column phone text;
update members set phone = data ->> 'phone' where data ->> 'deactivatedAt' is null;
create index members_phone on members (phone) where phone is not null;
update members set data = data || '{"invitation": null, "erasedAt": null}';
update keys set data = data || '{"capabilities": null}';
update sessions set data = data || '{"kind": "embed", "deviceName": null}';
`,
  `
alter table notices add column channel text;
update notices set channel = data ->> 'channel';
create index notices_due_on_channel on notices (channel, due_at, organization_id, id) where state = 'waiting';
`,
  `
create table place_searches (
  organization_id text collate "C" not null,
  id text collate "C" not null,
  due_at timestamptz not null,
  data jsonb not null,
  primary key (organization_id, id)
);
create index place_searches_due on place_searches (due_at, organization_id, id);

update jobs set data = data || case
  when data -> 'address' ? 'lat' then '{"place": {"source": "given", "reason": null, "attribution": null}}'::jsonb
  when status in ('unscheduled', 'scheduled', 'in_progress', 'paused')
    then '{"place": {"source": null, "reason": "no_geocoder", "attribution": null}}'::jsonb
  else '{"place": {"source": null, "reason": null, "attribution": null}}'::jsonb end;
insert into place_searches (organization_id, id, due_at, data)
  select organization_id, id, now(), jsonb_build_object(
    'id', id, 'attempts', 0, 'lockedUntil', null,
    'runAfter', to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
  from jobs where data #>> '{place,reason}' = 'no_geocoder';
`,
  `
create index events_type on events (organization_id, (data ->> 'type'), (data ->> 'at') collate "C");
`,
  `
update paired_devices set data = data || '{"battery": null, "reports": {"taken": 0, "refused": {}}}';
`,
  `
update jobs j set data = j.data || jsonb_build_object('unreadMessages', (
  select count(*) from messages m where m.organization_id = j.organization_id and m.job_id = j.id
    and m.data ->> 'from' = 'customer' and m.data ->> 'readAt' is null));
`,
];

/** Any number that no other program on the same database locks. */
const migrationLock = 4_738_201_455;

/** How many migrations a database has had. */
export async function appliedMigration(db: Kysely<unknown>): Promise<number> {
  const {rows} = await sql<{count: number}>`select count(*)::int as count from dispatch_migrations`.execute(
    db,
  );
  return rows[0]!.count;
}

/** Why a database cannot serve this program: it has had fewer migrations. More are another, newer process's. */
export async function missingMigrations(db: Kysely<unknown>): Promise<string | undefined> {
  const applied = await appliedMigration(db);
  if (applied >= migrations.length) return undefined;
  return `The tables are at migration ${applied}, and this program needs ${migrations.length}.`;
}

/** Brings a database up to the newest migration. Of several processes that start at once, one does it. */
export async function migrate(db: Kysely<unknown>): Promise<void> {
  await db.transaction().execute(async trx => {
    await sql`select pg_advisory_xact_lock(${migrationLock})`.execute(trx);
    await sql`
      create table if not exists dispatch_migrations (
        number integer primary key,
        applied_at timestamptz not null default now()
      )`.execute(trx);
    const done = await sql<{count: number}>`select count(*)::int as count from dispatch_migrations`.execute(
      trx,
    );
    for (let number = done.rows[0]!.count + 1; number <= migrations.length; number++) {
      await sql.raw(migrations[number - 1]!).execute(trx);
      await sql`insert into dispatch_migrations (number) values (${number})`.execute(trx);
    }
  });
}
