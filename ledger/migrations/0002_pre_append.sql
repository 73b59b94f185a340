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
