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
