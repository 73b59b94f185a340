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
