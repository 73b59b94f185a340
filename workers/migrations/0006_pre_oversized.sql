-- Messages that are signed and larger than a consignment can take in: kept as they came, answered
-- 413, never delivered. Operations are told of each once (`told_at`).
create table gateway.oversized (
  number      bigint      generated always as identity,
  system      text        not null,
  message_id  text        not null,
  digest      text        not null,                       -- SHA-256 of raw
  raw         bytea       not null,                       -- the body, byte for byte
  received_at timestamptz not null default clock_timestamp(),
  copies      integer     not null default 1,             -- how often it was sent
  told_at     timestamptz,
  primary key (system, message_id, digest)
);

create index oversized_untold on gateway.oversized (number) where told_at is null;
create index oversized_by_time on gateway.oversized (received_at);

grant select, insert, update on gateway.oversized to gateway;
grant select on gateway.oversized to ledger_reader;
