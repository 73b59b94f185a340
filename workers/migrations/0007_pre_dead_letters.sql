-- A message that finds no consignment for days becomes a dead letter: it is tried again when a
-- consignment gets one of its numbers, or when somebody asks for it. Whoever looks after it may also
-- discard it, with a reason; it stays here all the same.
alter table gateway.messages
  drop constraint messages_status_check,
  drop constraint messages_check1,
  add constraint messages_status_check check (
    status in ('received', 'delivered', 'parked', 'failed', 'dead', 'discarded')
  ),
  add constraint messages_next_try_check check (
    status = 'dead' or (status in ('delivered', 'discarded')) = (next_try_at is null)
  );

drop index gateway.messages_waiting;
create index messages_waiting on gateway.messages (next_try_at) where next_try_at is not null;
create unique index messages_by_number on gateway.messages (number);

-- By its numbers, what waits for a consignment that has one of them.
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
  action  text        not null check (action in ('retried', 'discarded')),
  officer text        not null,
  reason  text        not null,
  at      timestamptz not null default clock_timestamp()
);

create index interventions_by_message on gateway.interventions (message, at);

grant select, insert, update on gateway.matching to gateway;
grant select, insert on gateway.interventions to gateway;
grant select on gateway.matching, gateway.interventions to ledger_reader;
