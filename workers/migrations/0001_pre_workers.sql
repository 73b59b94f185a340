-- Every message as it came, before anybody has understood it. Nothing is deleted here: what finds
-- no consignment stays parked until it does.
create schema gateway;

create table gateway.messages (
  number       bigint      generated always as identity,   -- order of arrival
  system       text        not null,
  message_id   text        not null,
  digest       text        not null,                       -- SHA-256 of raw: one id, other content
  type         text        not null,
  occurred_at  timestamptz not null,                       -- when it happened, says the system
  received_at  timestamptz not null default clock_timestamp(),
  raw          text        not null,                       -- the body, byte for byte
  aliases      text[]      not null,                       -- best first
  copies       integer     not null default 1,             -- how often it was sent
  consignment  text,
  status       text        not null default 'received'
    check (status in ('received', 'delivered', 'parked', 'failed', 'dead', 'discarded')),
  attempts     integer     not null default 0,
  last_error   text,
  delivered_at timestamptz,
  next_try_at  timestamptz,
  -- A danger that reaches no consignment is told to people at once (decisions/0042): an alarm, or
  -- something that nobody can read. An officer may say whose it is, and which box was meant.
  danger       text        check (danger in ('alarm', 'unread')),
  told_at      timestamptz,
  rivals       text[],                                     -- other open consignments with its number
  assigned     text,
  assigned_box text,
  primary key (system, message_id, digest),
  check ((status = 'delivered') = (delivered_at is not null)),
  constraint messages_next_try_check check (
    status = 'dead' or (status in ('delivered', 'discarded')) = (next_try_at is null)
  )
);

-- What is still to be done, soonest first; delivered messages do not make the search slower.
create index messages_waiting on gateway.messages (next_try_at) where next_try_at is not null;
create unique index messages_by_number on gateway.messages (number);
create index messages_by_status on gateway.messages (status, number);
create index messages_heard on gateway.messages (system, received_at);
create index messages_untold on gateway.messages (number)
  where danger is not null and told_at is null
    and (status not in ('delivered', 'discarded') or rivals is not null);

-- The gateway keeps messages and notes what became of them; it never deletes one.
grant usage on schema gateway to gateway, ledger_reader;
grant select, insert, update on gateway.messages to gateway;
grant select on gateway.messages to ledger_reader;

-- What reconciliation found, kept after Temporal has forgotten the histories. One row for each
-- consignment: the last verdict, with the head and the runs that it was judged by.
create schema audit;

create table audit.verdicts (
  consignment text        primary key,
  verdict     text        not null,
  why         text        not null,
  version     integer     not null,            -- the ledger's head when it was judged
  hash        text        not null,
  run_ids     text[]      not null,
  judged_at   timestamptz not null default clock_timestamp()
);

-- Each sweep judges what was written after the position that the sweep before had reached.
create table audit.sweeps (
  number      bigint      primary key generated always as identity,
  position    bigint      not null,
  judged      integer     not null,
  unsound     integer     not null,
  finished_at timestamptz not null default clock_timestamp()
);

grant usage on schema audit to ledger_writer, ledger_reader;
grant select, insert, update on audit.verdicts to ledger_writer;
grant select, insert on audit.sweeps to ledger_writer;
grant select on all tables in schema audit to ledger_reader;

-- What `guomen import` hands to the tracker: the registrations of a manifest, page by page, because
-- ten thousand of them are too much for the input of a workflow. A batch is stored once: its id is
-- the digest of what it says, and its own row comes last, when all of it is there.
create schema imports;

create table imports.batches (
  id           text        primary key,
  file         text        not null,                       -- as the user named it
  consignments integer     not null,
  stored_at    timestamptz not null default clock_timestamp()
);

-- `starting` is noted before a consignment is started, and `started` or `known` after it: an attempt
-- that died in between is told apart from a consignment that was there before. `refused` is what
-- cannot be started however often it is tried.
create table imports.consignments (
  batch        text        not null,
  number       integer     not null,                       -- 1, 2, … in the order of the file
  tracking_no  text        not null,
  registration jsonb       not null,
  outcome      text        check (outcome in ('starting', 'started', 'known', 'refused')),
  why          text,                                       -- what speaks against a refused one
  primary key (batch, number)
);

-- The command brings what is new and looks at what became of it; only the tracker notes that.
grant usage on schema imports to importer, ledger_writer, ledger_reader;
grant select, insert on imports.batches, imports.consignments to importer;
grant select on imports.batches, imports.consignments to ledger_writer, ledger_reader;
grant update (outcome, why) on imports.consignments to ledger_writer;

-- Who was called, and what came of it: a line for each try, and for each notice that waits. Written
-- after people were told, and never changed: whether somebody answered is asked of the ledger.
create schema notices;

create table notices.attempts (
  alarm     text        not null,              -- the key of the alarm: the id of its event
  target    text        not null,              -- as the routes name it; `file` is the noticeboard
  attempt   integer     not null check (attempt >= 0),
  status    text        not null check (status in ('sent', 'failed', 'held', 'digest')),
  why       text        not null,
  at        timestamptz not null,
  until     timestamptz,                       -- when it will be told, if it waits
  stream    text        not null,
  number    text        not null,
  kind      text        not null,              -- the type of the event
  party     text        not null,
  level     smallint    not null,
  subject   text        not null,
  box       text,
  deadline  text,                              -- of an escalation, which can be acknowledged
  stage     text        not null,
  raised_at timestamptz not null,
  danger    text,                              -- of an emergency: each is answered for itself
  primary key (alarm, target, attempt),
  check ((attempt = 0) = (status in ('held', 'digest')))
);

create index attempts_by_number on notices.attempts (number, at);
create index attempts_by_time on notices.attempts (at);

grant usage on schema notices to ledger_writer, ledger_reader;
grant insert on notices.attempts to ledger_writer;
grant select on notices.attempts to ledger_reader;

-- Messages that are signed and larger than a consignment can take in (answered 413), or that cannot
-- be read (400): kept as they came, never delivered. Operations are told of each once (`told_at`).
create table gateway.oversized (
  number      bigint      generated always as identity,
  system      text        not null,
  message_id  text        not null,
  digest      text        not null,                       -- SHA-256 of raw
  raw         bytea       not null,                       -- the body, byte for byte
  received_at timestamptz not null default clock_timestamp(),
  copies      integer     not null default 1,             -- how often it was sent
  told_at     timestamptz,
  why         text        not null default 'too-large' check (why in ('too-large', 'unreadable')),
  primary key (system, message_id, digest)
);

create index oversized_untold on gateway.oversized (number) where told_at is null;
create index oversized_by_time on gateway.oversized (received_at);

grant select, insert, update on gateway.oversized to gateway;
grant select on gateway.oversized to ledger_reader;

-- A message that finds no consignment for days becomes a dead letter: it is tried again when a
-- consignment gets one of its numbers, or when somebody asks for it. Whoever looks after it may also
-- discard it, with a reason; it stays here all the same.
create index messages_unmatched on gateway.messages using gin (aliases)
  where status in ('parked', 'dead') and consignment is null;

-- How far the read model `status` had come when its new numbers were last held against what waits.
create table gateway.matching (
  one      boolean primary key default true check (one),
  position bigint  not null
);

-- What people did about a message; never changed.
create table gateway.interventions (
  message bigint      not null,                -- messages.number
  action  text        not null check (action in ('retried', 'discarded', 'attached')),
  officer text        not null,
  reason  text        not null,
  at      timestamptz not null default clock_timestamp()
);

create index interventions_by_message on gateway.interventions (message, at);

grant select, insert, update on gateway.matching to gateway;
grant select, insert on gateway.interventions to gateway;
grant select on gateway.matching, gateway.interventions to ledger_reader;

-- What has reached no consignment yet, without its content: whoever looks whether all is well need
-- not read messages.
create view gateway.waiting as
  select status, received_at, last_error, danger, number, system, type, aliases
  from gateway.messages
  where status not in ('delivered', 'discarded');

grant usage on schema gateway to ledger_writer;
grant select on gateway.waiting to ledger_writer, ledger_reader, gateway;

-- Every message that comes in gets a receipt of the ledger, and what came in stays as it came:
-- only what became of it changes. `guomen verify` holds the messages to their receipts.
create trigger messages_get_receipts
after insert on gateway.messages
for each row
execute function ledger.give_receipt_v1();

create trigger messages_stay_as_they_came
before update of number, system, message_id, digest, type, occurred_at, received_at, raw
on gateway.messages
for each statement
execute function ledger.refuse_change_v1();

create trigger messages_are_kept
before delete or truncate on gateway.messages
for each statement
execute function ledger.refuse_change_v1();

alter table gateway.messages enable always trigger messages_get_receipts;
alter table gateway.messages enable always trigger messages_stay_as_they_came;
alter table gateway.messages enable always trigger messages_are_kept;

-- Whoever looks whether all is well sees which targets take no notices, which workflows came near
-- to a limit, and what was too large: without the content of any message.
create view gateway.too_large as
  select system, message_id, octet_length(raw) as bytes, received_at, copies, why
  from gateway.oversized;

grant select on gateway.too_large to ledger_writer, ledger_reader;
grant select on notices.attempts to ledger_writer;

-- What was refused unread because its signature does not fit, or is not of this time; one row each.
create table gateway.refused (
  system   text        not null,
  why      text        not null check (why in ('signature', 'timestamp')),
  first_at timestamptz not null default clock_timestamp(),
  last_at  timestamptz not null default clock_timestamp(),
  said     text        not null,                          -- what was wrong with the last one
  primary key (system, why)
);

grant select, insert, update on gateway.refused to gateway;
grant select on gateway.refused to ledger_writer, ledger_reader;
