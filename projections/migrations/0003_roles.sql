-- The projector reads the ledger and writes read models; whoever may read the ledger may read both.
do $$
begin
  if to_regrole('projector') is null then
    begin
      create role projector nologin;
    exception when duplicate_object or unique_violation then
      null;
    end;
  end if;
end
$$;

grant usage on schema ledger, projections, read_v1, read to projector;
grant select on ledger.events to projector;
grant select, insert, update, delete on all tables in schema projections, read_v1 to projector;
grant select on all tables in schema read to projector;

grant usage on schema projections, read to ledger_reader, ledger_writer;
grant select on all tables in schema projections, read to ledger_reader, ledger_writer;
