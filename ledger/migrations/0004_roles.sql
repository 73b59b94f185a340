-- Two groups with the least rights each needs; neither can log in. Roles belong to the whole
-- cluster, so another database (or a migration running beside this one) may have made them.
do $$
declare
  wanted text;
begin
  foreach wanted in array array['ledger_writer', 'ledger_reader'] loop
    if to_regrole(wanted) is null then
      begin
        execute format('create role %I nologin', wanted);
      exception when duplicate_object or unique_violation then
        null;
      end;
    end if;
  end loop;
end
$$;

revoke all on schema ledger from public;
revoke all on all tables in schema ledger from public;
revoke all on all functions in schema ledger from public;

grant usage on schema ledger to ledger_writer, ledger_reader;
grant select on ledger.events to ledger_writer, ledger_reader;
grant execute on function ledger.append_v1 to ledger_writer;
