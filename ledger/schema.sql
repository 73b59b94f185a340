CREATE SCHEMA ledger;

ALTER SCHEMA ledger OWNER TO ledger_owner;

CREATE FUNCTION ledger.append_judged_v1(tail bigint, recorded timestamp with time zone, stream_ids text[], versions integer[], event_ids uuid[], event_types text[], schema_versions smallint[], occurred timestamp with time zone[], contents jsonb[], metadatas jsonb[], prev_hashes bytea[], hashes bytea[]) RETURNS TABLE(stream_id text, verdict text, why text, head_version integer, head_hash bytea, last_position bigint)
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION ledger.append_judged_v1(tail bigint, recorded timestamp with time zone, stream_ids text[], versions integer[], event_ids uuid[], event_types text[], schema_versions smallint[], occurred timestamp with time zone[], contents jsonb[], metadatas jsonb[], prev_hashes bytea[], hashes bytea[]) OWNER TO ledger_owner;

CREATE FUNCTION ledger.append_v1(stream_ids text[], versions integer[], event_ids uuid[], event_types text[], schema_versions smallint[], occurred timestamp with time zone[], contents jsonb[], metadatas jsonb[], prev_hashes bytea[], hashes bytea[]) RETURNS TABLE(stream_id text, verdict text, why text, head_version integer, head_hash bytea, last_position bigint)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET plan_cache_mode TO 'force_generic_plan'
    SET enable_seqscan TO 'off'
    SET jit TO 'off'
    AS $$
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

ALTER FUNCTION ledger.append_v1(stream_ids text[], versions integer[], event_ids uuid[], event_types text[], schema_versions smallint[], occurred timestamp with time zone[], contents jsonb[], metadatas jsonb[], prev_hashes bytea[], hashes bytea[]) OWNER TO ledger_owner;

CREATE FUNCTION ledger.give_receipt_v1() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION ledger.give_receipt_v1() OWNER TO ledger_owner;

CREATE FUNCTION ledger.refuse_change_v1() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  raise exception '%.% is append-only: % is refused', tg_table_schema, tg_table_name, tg_op
    using errcode = 'LG001',
          hint = 'Record a new event that corrects the old one.';
end
$$;

ALTER FUNCTION ledger.refuse_change_v1() OWNER TO ledger_owner;

CREATE FUNCTION ledger.seal_v1(number integer, record text, first_position bigint, last_position bigint, entries_hash bytea, previous bytea, sealed_at timestamp with time zone, public_key bytea, signature bytea) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

ALTER FUNCTION ledger.seal_v1(number integer, record text, first_position bigint, last_position bigint, entries_hash bytea, previous bytea, sealed_at timestamp with time zone, public_key bytea, signature bytea) OWNER TO ledger_owner;

CREATE TABLE ledger.append_turn (
);

ALTER TABLE ledger.append_turn OWNER TO ledger_owner;

CREATE TABLE ledger.events (
    "position" bigint NOT NULL,
    stream_id text NOT NULL,
    version integer NOT NULL,
    event_id uuid NOT NULL,
    event_type text NOT NULL,
    schema_version smallint NOT NULL,
    occurred_at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    data jsonb NOT NULL,
    metadata jsonb NOT NULL,
    prev_hash bytea NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT events_data_check CHECK ((jsonb_typeof(data) = 'object'::text)),
    CONSTRAINT events_event_type_check CHECK (((char_length(event_type) >= 1) AND (char_length(event_type) <= 200))),
    CONSTRAINT events_hash_check CHECK ((octet_length(hash) = 32)),
    CONSTRAINT events_metadata_check CHECK ((jsonb_typeof(metadata) = 'object'::text)),
    CONSTRAINT events_position_check CHECK (("position" > 0)),
    CONSTRAINT events_prev_hash_check CHECK ((octet_length(prev_hash) = 32)),
    CONSTRAINT events_schema_version_check CHECK ((schema_version > 0)),
    CONSTRAINT events_stream_id_check CHECK (((char_length(stream_id) >= 1) AND (char_length(stream_id) <= 200))),
    CONSTRAINT events_version_check CHECK ((version > 0))
);

ALTER TABLE ledger.events OWNER TO ledger_owner;

CREATE TABLE ledger.migrations (
    component text NOT NULL,
    number integer NOT NULL,
    name text NOT NULL,
    sha256 text NOT NULL,
    applied_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);

ALTER TABLE ledger.migrations OWNER TO ledger_owner;

CREATE TABLE ledger.receipt_turn (
);

ALTER TABLE ledger.receipt_turn OWNER TO ledger_owner;

CREATE TABLE ledger.receipts (
    number bigint NOT NULL,
    system text NOT NULL,
    message_id text NOT NULL,
    content_hash bytea NOT NULL,
    received_at timestamp with time zone NOT NULL,
    hash bytea NOT NULL,
    CONSTRAINT receipts_content_hash_check CHECK ((octet_length(content_hash) = 32)),
    CONSTRAINT receipts_hash_check CHECK ((octet_length(hash) = 32)),
    CONSTRAINT receipts_number_check CHECK ((number > 0))
);

ALTER TABLE ledger.receipts OWNER TO ledger_owner;

CREATE TABLE ledger.seals (
    number integer NOT NULL,
    record text NOT NULL,
    first_position bigint NOT NULL,
    last_position bigint NOT NULL,
    entries_hash bytea NOT NULL,
    previous bytea NOT NULL,
    sealed_at timestamp with time zone NOT NULL,
    public_key bytea NOT NULL,
    signature bytea NOT NULL,
    CONSTRAINT seals_check CHECK (((first_position > 0) AND (last_position >= first_position))),
    CONSTRAINT seals_entries_hash_check CHECK ((octet_length(entries_hash) = 32)),
    CONSTRAINT seals_number_check CHECK ((number > 0)),
    CONSTRAINT seals_previous_check CHECK ((octet_length(previous) = 32)),
    CONSTRAINT seals_public_key_check CHECK ((octet_length(public_key) = 32)),
    CONSTRAINT seals_record_check CHECK ((record = ANY (ARRAY['events'::text, 'receipts'::text]))),
    CONSTRAINT seals_sealed_at_check CHECK (((sealed_at >= '2000-01-01 00:00:00+00'::timestamp with time zone) AND (sealed_at <= '2200-01-01 00:00:00+00'::timestamp with time zone))),
    CONSTRAINT seals_signature_check CHECK ((octet_length(signature) = 64))
);

ALTER TABLE ledger.seals OWNER TO ledger_owner;

ALTER TABLE ONLY ledger.events
    ADD CONSTRAINT events_event_id_key UNIQUE (event_id);

ALTER TABLE ONLY ledger.events
    ADD CONSTRAINT events_pkey PRIMARY KEY ("position");

ALTER TABLE ONLY ledger.events
    ADD CONSTRAINT events_stream_id_version_key UNIQUE (stream_id, version);

ALTER TABLE ONLY ledger.migrations
    ADD CONSTRAINT migrations_pkey PRIMARY KEY (component, number);

ALTER TABLE ONLY ledger.receipts
    ADD CONSTRAINT receipts_pkey PRIMARY KEY (number);

ALTER TABLE ONLY ledger.receipts
    ADD CONSTRAINT receipts_system_message_id_content_hash_key UNIQUE (system, message_id, content_hash);

ALTER TABLE ONLY ledger.seals
    ADD CONSTRAINT seals_pkey PRIMARY KEY (number);

CREATE INDEX events_recorded_at ON ledger.events USING brin (recorded_at);

CREATE TRIGGER events_are_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.events FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change_v1();

ALTER TABLE ledger.events ENABLE ALWAYS TRIGGER events_are_append_only;

CREATE TRIGGER receipts_are_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.receipts FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change_v1();

ALTER TABLE ledger.receipts ENABLE ALWAYS TRIGGER receipts_are_append_only;

CREATE TRIGGER seals_are_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON ledger.seals FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change_v1();

ALTER TABLE ledger.seals ENABLE ALWAYS TRIGGER seals_are_append_only;

GRANT USAGE ON SCHEMA ledger TO ledger_writer;
GRANT USAGE ON SCHEMA ledger TO ledger_reader;
GRANT USAGE ON SCHEMA ledger TO projector;
GRANT USAGE ON SCHEMA ledger TO gateway;
GRANT USAGE ON SCHEMA ledger TO importer;

REVOKE ALL ON FUNCTION ledger.append_judged_v1(tail bigint, recorded timestamp with time zone, stream_ids text[], versions integer[], event_ids uuid[], event_types text[], schema_versions smallint[], occurred timestamp with time zone[], contents jsonb[], metadatas jsonb[], prev_hashes bytea[], hashes bytea[]) FROM PUBLIC;

REVOKE ALL ON FUNCTION ledger.append_v1(stream_ids text[], versions integer[], event_ids uuid[], event_types text[], schema_versions smallint[], occurred timestamp with time zone[], contents jsonb[], metadatas jsonb[], prev_hashes bytea[], hashes bytea[]) FROM PUBLIC;
GRANT ALL ON FUNCTION ledger.append_v1(stream_ids text[], versions integer[], event_ids uuid[], event_types text[], schema_versions smallint[], occurred timestamp with time zone[], contents jsonb[], metadatas jsonb[], prev_hashes bytea[], hashes bytea[]) TO ledger_writer;

REVOKE ALL ON FUNCTION ledger.give_receipt_v1() FROM PUBLIC;

REVOKE ALL ON FUNCTION ledger.refuse_change_v1() FROM PUBLIC;

REVOKE ALL ON FUNCTION ledger.seal_v1(number integer, record text, first_position bigint, last_position bigint, entries_hash bytea, previous bytea, sealed_at timestamp with time zone, public_key bytea, signature bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION ledger.seal_v1(number integer, record text, first_position bigint, last_position bigint, entries_hash bytea, previous bytea, sealed_at timestamp with time zone, public_key bytea, signature bytea) TO ledger_writer;

GRANT SELECT ON TABLE ledger.events TO ledger_writer;
GRANT SELECT ON TABLE ledger.events TO ledger_reader;
GRANT SELECT ON TABLE ledger.events TO projector;
GRANT SELECT ON TABLE ledger.events TO gateway;
GRANT SELECT ON TABLE ledger.events TO importer;

GRANT SELECT ON TABLE ledger.receipts TO ledger_writer;
GRANT SELECT ON TABLE ledger.receipts TO ledger_reader;

GRANT SELECT ON TABLE ledger.seals TO ledger_writer;
GRANT SELECT ON TABLE ledger.seals TO ledger_reader;
