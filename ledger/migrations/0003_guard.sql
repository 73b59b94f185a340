-- Refuses to change or remove a recorded event, to the owner too. `always`: not even a session
-- in replica mode passes. Who may drop the trigger can still cheat; the hashes then show it.
create function ledger.refuse_change()
returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  raise exception 'ledger.events is append-only: % is refused', tg_op
    using errcode = 'LG001',
          hint = 'Record a new event that corrects the old one.';
end
$$;

create trigger events_are_append_only
before update or delete or truncate on ledger.events
for each statement
execute function ledger.refuse_change();

alter table ledger.events enable always trigger events_are_append_only;
