-- A seal vouches for a range of positions: it signs one hash over the hashes of its events, and the
-- seal before it. Kept elsewhere too, it shows what even the owner of the database cannot undo.
create table ledger.seals (
  number         integer     primary key check (number > 0),     -- gap-free
  first_position bigint      not null unique,                    -- follows the seal before
  last_position  bigint      not null unique,
  events_hash    bytea       not null check (octet_length(events_hash) = 32),
  previous       bytea       not null check (octet_length(previous) = 32),
  sealed_at      timestamptz not null,
  public_key     bytea       not null check (octet_length(public_key) = 32),
  signature      bytea       not null check (octet_length(signature) = 64),
  check (first_position > 0 and last_position >= first_position)
);

-- The only way in. False: another sealed first, or the range does not follow the last seal.
create function ledger.seal_v1(
  number         integer,
  first_position bigint,
  last_position  bigint,
  events_hash    bytea,
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
    seal_v1.number, seal_v1.first_position, seal_v1.last_position, seal_v1.events_hash,
    seal_v1.previous, seal_v1.sealed_at, seal_v1.public_key, seal_v1.signature
  from (
    select coalesce(max(s.number), 0) + 1, coalesce(max(s.last_position), 0) + 1
    from ledger.seals s
  ) as next (number, position)
  where seal_v1.number = next.number
    and seal_v1.first_position = next.position
    and seal_v1.last_position <= (select max(e.position) from ledger.events e)
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
