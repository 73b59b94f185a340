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
    check (status in ('received', 'delivered', 'parked', 'failed')),
  attempts     integer     not null default 0,
  last_error   text,
  delivered_at timestamptz,
  next_try_at  timestamptz,
  primary key (system, message_id, digest),
  check ((status = 'delivered') = (delivered_at is not null)),
  check ((status = 'delivered') = (next_try_at is null))
);

-- What is still to be done, soonest first; delivered messages do not make the search slower.
create index messages_waiting on gateway.messages (next_try_at) where status <> 'delivered';
create index messages_by_status on gateway.messages (status, number);
create index messages_heard on gateway.messages (system, received_at);
