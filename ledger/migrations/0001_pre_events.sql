-- The one table of record. A row is never changed: everything else is folded from it.
create table ledger.events (
  position       bigint      primary key check (position > 0),   -- gap-free, in commit order
  stream_id      text        not null check (char_length(stream_id) between 1 and 200),
  version        integer     not null check (version > 0),       -- gap-free in its stream
  event_id       uuid        not null unique,                    -- made from content, not by chance
  event_type     text        not null check (char_length(event_type) between 1 and 200),
  schema_version smallint    not null check (schema_version > 0),
  occurred_at    timestamptz not null,                           -- when it was true in the world
  recorded_at    timestamptz not null,                           -- when the ledger heard of it
  data           jsonb       not null check (jsonb_typeof(data) = 'object'),
  metadata       jsonb       not null check (jsonb_typeof(metadata) = 'object'),
  prev_hash      bytea       not null check (octet_length(prev_hash) = 32),
  hash           bytea       not null check (octet_length(hash) = 32),
  unique (stream_id, version)
);

-- Rows arrive in order of recording, so a block range index stays tiny and finds "known on 3 March".
create index events_recorded_at on ledger.events using brin (recorded_at);

-- Who holds this table appends; the others wait. It has no rows, and nobody gets rights on it.
create table ledger.append_turn ();
