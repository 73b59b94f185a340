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

-- Judges each request by itself: of some events may be known, or conflict. Slower than to look at all
-- of them at once, and seldom needed. `tail` is the last position, behind the lock of `append_v1`.
create function ledger.append_judged_v1(
  tail            bigint,
  recorded        timestamptz,
  stream_ids      text[],
  versions        integer[],
  event_ids       uuid[],
  event_types     text[],
  schema_versions smallint[],
  occurred        timestamptz[],
  contents        jsonb[],
  metadatas       jsonb[],
  prev_hashes     bytea[],
  hashes          bytea[]
)
returns table (
  stream_id     text,
  verdict       text,
  why           text,
  head_version  integer,
  head_hash     bytea,
  last_position bigint
)
language plpgsql
volatile
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
  return query
  with offered as materialized (
    select
      o.*,
      lag(o.version) over in_stream as version_before,
      lag(o.hash) over in_stream as hash_before,
      row_number() over (partition by o.event_id order by o.turn) as occurrence
    from unnest(
      stream_ids, versions, event_ids, event_types, schema_versions,
      occurred, contents, metadatas, prev_hashes, hashes
    ) with ordinality as o (
      stream_id, version, event_id, event_type, schema_version,
      occurred_at, data, metadata, prev_hash, hash, turn
    )
    window in_stream as (partition by o.stream_id order by o.turn)
  ),
  heads as materialized (
    select
      s.stream_id,
      coalesce(h.version, 0) as version,
      coalesce(h.hash, sha256(convert_to(s.stream_id, 'UTF8'))) as hash
    from (select distinct stream_id from offered) s
    left join lateral (
      select e.version, e.hash
      from ledger.events e
      where e.stream_id = s.stream_id
      order by e.version desc
      limit 1
    ) h on true
  ),
  judged as materialized (
    select
      o.*,
      there.position,
      case
        when o.version <> o.version_before + 1 or o.prev_hash <> o.hash_before
          then format('the event offered as version %s does not follow the one before it', o.version)
        when o.occurrence > 1
          then format('event id %s is offered twice', o.event_id)
        when (there.event_id, there.prev_hash, there.hash) = (o.event_id, o.prev_hash, o.hash)
          then null
        when there.event_id = o.event_id
          then format('event id %s is already recorded with other content', o.event_id)
        when known.position is not null
          then format('event id %s is already recorded at position %s', o.event_id, known.position)
        when there.position is not null
          then format('version %s is already taken by another event', o.version)
        when o.version_before is null and o.version <> heads.version + 1
          then format('version %s does not follow the head', o.version)
        when o.version_before is null and o.prev_hash <> heads.hash
          then 'its previous hash is not the hash of the head'
      end as why
    from offered o
    join heads using (stream_id)
    left join lateral (
      select e.position, e.event_id, e.prev_hash, e.hash
      from ledger.events e
      where e.stream_id = o.stream_id and e.version = o.version
      limit 1
    ) there on true
    left join lateral (
      select e.position
      from ledger.events e
      where e.event_id = o.event_id
      limit 1
    ) known on true
  ),
  verdicts as materialized (
    select
      stream_id,
      case
        when count(why) > 0 then 'conflict'
        when count(position) = count(*) then 'duplicate'
        else 'appended'
      end as verdict,
      (array_agg(why order by turn) filter (where why is not null))[1] as why,
      (array_agg(version order by turn desc))[1] as version,
      (array_agg(hash order by turn desc))[1] as hash,
      max(position) as position
    from judged
    group by stream_id
  ),
  inserted as (
    insert into ledger.events (
      position, stream_id, version, event_id, event_type, schema_version,
      occurred_at, recorded_at, data, metadata, prev_hash, hash
    )
    select
      tail + row_number() over (order by j.turn),
      j.stream_id, j.version, j.event_id, j.event_type, j.schema_version,
      j.occurred_at, recorded, j.data, j.metadata, j.prev_hash, j.hash
    from judged j
    join verdicts v using (stream_id)
    where v.verdict = 'appended' and j.position is null
    order by j.turn
    returning events.stream_id, events.position
  ),
  ends as materialized (
    select stream_id, max(position) as position
    from inserted
    group by stream_id
  )
  select
    v.stream_id,
    v.verdict,
    v.why,
    case v.verdict when 'conflict' then heads.version else v.version end,
    case v.verdict when 'conflict' then heads.hash else v.hash end,
    case v.verdict when 'conflict' then null else coalesce(ends.position, v.position) end
  from verdicts v
  join heads using (stream_id)
  left join ends using (stream_id);
end
$$;

-- The only way in. Takes the events of many requests as parallel arrays, at most one request for
-- each stream, and answers one row for each stream. A conflict is a row, so it fails no neighbour.
--
-- The lock has a statement of its own: under read committed the next statement then sees what the
-- holder before committed. It is held until commit, so positions become visible in the order in
-- which they are given (docs/decisions/0001-one-append-lock.md). It is a lock on a table that only
-- the owner of this function may touch: an advisory lock anybody could hold.
create function ledger.append_v1(
  stream_ids      text[],
  versions        integer[],
  event_ids       uuid[],
  event_types     text[],
  schema_versions smallint[],
  occurred        timestamptz[],
  contents        jsonb[],
  metadatas       jsonb[],
  prev_hashes     bytea[],
  hashes          bytea[]
)
returns table (
  stream_id     text,
  verdict       text,     -- appended, duplicate or conflict
  why           text,     -- of a conflict
  head_version  integer,  -- of a conflict: where the stream stands; else its last event offered
  head_hash     bytea,
  last_position bigint    -- of the last event offered; null in a conflict
)
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
-- The plan is made once, when the table may still be empty, and must not bet on that.
set plan_cache_mode = force_generic_plan
set enable_seqscan = off
set jit = off
as $$
#variable_conflict use_column
declare
  tail bigint;
  recorded timestamptz;
  all_follow boolean;
begin
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'ledger.append_v1 runs under read committed, not %',
      current_setting('transaction_isolation')
      using errcode = 'invalid_transaction_state',
            hint = 'Behind the lock it must see what was committed before it got the lock.';
  end if;

  lock table ledger.append_turn in exclusive mode;
  tail := coalesce((select max(e.position) from ledger.events e), 0);
  recorded := clock_timestamp();

  -- Nearly always every event is new, and follows the one before it or the head of its stream.
  select
    count(distinct o.event_id) = count(*)
    and bool_and(
      o.version = coalesce(o.version_before, head.version, 0) + 1
      and o.prev_hash
        = coalesce(o.hash_before, head.hash, sha256(convert_to(o.stream_id, 'UTF8')))
      and not exists (select from ledger.events e where e.event_id = o.event_id)
    )
  into all_follow
  from (
    select
      o.*,
      case when lag(o.stream_id) over in_turn = o.stream_id
        then lag(o.version) over in_turn end as version_before,
      case when lag(o.stream_id) over in_turn = o.stream_id
        then lag(o.hash) over in_turn end as hash_before
    from unnest(stream_ids, versions, event_ids, prev_hashes, hashes) with ordinality as o (
      stream_id, version, event_id, prev_hash, hash, turn
    )
    window in_turn as (order by o.turn)
  ) o
  left join lateral (
    select e.version, e.hash
    from ledger.events e
    where o.version_before is null and e.stream_id = o.stream_id
    order by e.version desc
    limit 1
  ) head on true;

  if all_follow then
    insert into ledger.events (
      position, stream_id, version, event_id, event_type, schema_version,
      occurred_at, recorded_at, data, metadata, prev_hash, hash
    )
    select
      tail + o.turn, o.stream_id, o.version, o.event_id, o.event_type, o.schema_version,
      o.occurred_at, recorded, o.data, o.metadata, o.prev_hash, o.hash
    from unnest(
      stream_ids, versions, event_ids, event_types, schema_versions,
      occurred, contents, metadatas, prev_hashes, hashes
    ) with ordinality as o (
      stream_id, version, event_id, event_type, schema_version,
      occurred_at, data, metadata, prev_hash, hash, turn
    );
    return query
    select last.stream_id, 'appended', null::text, last.version, last.hash, tail + last.turn
    from (
      select o.*, lead(o.stream_id) over (order by o.turn) as stream_after
      from unnest(stream_ids, versions, hashes) with ordinality as o (
        stream_id, version, hash, turn
      )
    ) last
    where last.stream_after is distinct from last.stream_id;
  else
    return query
    select *
    from ledger.append_judged_v1(
      tail, recorded, stream_ids, versions, event_ids, event_types, schema_versions,
      occurred, contents, metadatas, prev_hashes, hashes
    );
  end if;

  -- Only a doorbell: whoever misses it finds the events by position all the same.
  if exists (select from ledger.events e where e.position > tail) then
    perform pg_notify('ledger', (select max(e.position) from ledger.events e)::text);
  end if;
end
$$;

-- Refuses to change or remove a row of record, to the owner too. `always`: not even a session in
-- replica mode passes. Who may drop the trigger can still cheat; hashes and seals then show it.
create function ledger.refuse_change_v1()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  raise exception '%.% is append-only: % is refused', tg_table_schema, tg_table_name, tg_op
    using errcode = 'LG001',
          hint = 'Record a new event that corrects the old one.';
end
$$;

create trigger events_are_append_only
before update or delete or truncate on ledger.events
for each statement
execute function ledger.refuse_change_v1();

alter table ledger.events enable always trigger events_are_append_only;

-- Who may do what with the events; docs/database-permissions.md has the whole table. The groups
-- themselves come from ledger/roles.sql.
alter default privileges revoke execute on functions from public;
revoke all on all functions in schema ledger from public;

grant usage on schema ledger to ledger_writer, ledger_reader, projector, gateway;
grant select on ledger.events to ledger_writer, ledger_reader, projector, gateway;
grant execute on function ledger.append_v1 to ledger_writer;

-- A seal vouches for a range of a record: it signs one hash over its entries, and the seal that the
-- same key gave before. Kept elsewhere too, it shows what even the owner of the database cannot undo.
create table ledger.seals (
  number         integer     primary key check (number > 0),     -- gap-free
  record         text        not null check (record in ('events', 'receipts')),
  first_position bigint      not null,
  last_position  bigint      not null,
  entries_hash   bytea       not null check (octet_length(entries_hash) = 32),
  previous       bytea       not null check (octet_length(previous) = 32),
  sealed_at      timestamptz not null check (sealed_at between '2000-01-01' and '2200-01-01'),
  public_key     bytea       not null check (octet_length(public_key) = 32),
  signature      bytea       not null check (octet_length(signature) = 64),
  check (first_position > 0 and last_position >= first_position)
);

-- The only way in. False: another sealed first, or the range is not all there. Whether a seal is
-- genuine is for those to say who know the key: a void one is passed over, and given again.
create function ledger.seal_v1(
  number         integer,
  record         text,
  first_position bigint,
  last_position  bigint,
  entries_hash   bytea,
  previous       bytea,
  sealed_at      timestamptz,
  public_key     bytea,
  signature      bytea
)
returns boolean
language plpgsql
volatile
security definer
set search_path = pg_catalog, pg_temp
as $$
begin
  insert into ledger.seals
  select
    seal_v1.number, seal_v1.record, seal_v1.first_position, seal_v1.last_position,
    seal_v1.entries_hash, seal_v1.previous, seal_v1.sealed_at, seal_v1.public_key, seal_v1.signature
  where seal_v1.number = (select coalesce(max(s.number), 0) + 1 from ledger.seals s)
    and seal_v1.last_position <= case seal_v1.record
      when 'events' then (select max(e.position) from ledger.events e)
      when 'receipts' then (select max(r.number) from ledger.receipts r)
    end
  on conflict do nothing;
  return found;
end
$$;

create trigger seals_are_append_only
before update or delete or truncate on ledger.seals
for each statement
execute function ledger.refuse_change_v1();

alter table ledger.seals enable always trigger seals_are_append_only;

grant select on ledger.seals to ledger_writer, ledger_reader;
grant execute on function ledger.seal_v1 to ledger_writer;

-- Who imports a manifest compares it with what is recorded.
grant usage on schema ledger to importer;
grant select on ledger.events to importer;

-- A receipt for every message that came in from outside, before anybody has understood it: what it
-- was, by its hash, and when. Numbered without gaps, chained, and sealed like the events; the
-- message itself lies with whoever takes it in.
create table ledger.receipts (
  number       bigint      primary key check (number > 0),          -- gap-free, in order of arrival
  system       text        not null,
  message_id   text        not null,
  content_hash bytea       not null check (octet_length(content_hash) = 32),  -- of the body
  received_at  timestamptz not null,
  hash         bytea       not null check (octet_length(hash) = 32),
  unique (system, message_id, content_hash)
);

-- Who holds this table gives the next receipt.
create table ledger.receipt_turn ();

-- Put behind the insertion into a table of messages (system, message_id, digest, raw, received_at).
-- hash = sha256(hash before ‖ sha256(system) ‖ sha256(message id) ‖ content hash ‖ time, RFC 3339).
create function ledger.give_receipt_v1()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  content constant bytea := sha256(convert_to(new.raw, 'UTF8'));
begin
  if encode(content, 'hex') is distinct from new.digest then
    raise exception 'the digest of message % of % is not that of its content',
      new.message_id, new.system
      using errcode = 'LG002', hint = 'The digest is the SHA-256 of the body, in hex.';
  end if;
  lock table ledger.receipt_turn in exclusive mode;
  insert into ledger.receipts
  select
    coalesce(last.number, 0) + 1, new.system, new.message_id, content, new.received_at,
    sha256(
      coalesce(last.hash, decode(repeat('00', 32), 'hex'))
      || sha256(convert_to(new.system, 'UTF8'))
      || sha256(convert_to(new.message_id, 'UTF8'))
      || content
      || convert_to(
        to_char(new.received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'UTF8'
      )
    )
  from (values (true)) as always
  left join (
    select r.number, r.hash from ledger.receipts r order by r.number desc limit 1
  ) last on true;
  return null;
end
$$;

create trigger receipts_are_append_only
before update or delete or truncate on ledger.receipts
for each statement
execute function ledger.refuse_change_v1();

alter table ledger.receipts enable always trigger receipts_are_append_only;

revoke all on function ledger.give_receipt_v1 from public;
grant select on ledger.receipts to ledger_writer, ledger_reader;
