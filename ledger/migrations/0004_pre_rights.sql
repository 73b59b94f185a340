-- Who may do what with the events; docs/database-permissions.md has the whole table. The groups
-- themselves come from ledger/roles.sql.
alter default privileges revoke execute on functions from public;
revoke all on all functions in schema ledger from public;

grant usage on schema ledger to ledger_writer, ledger_reader, projector, gateway;
grant select on ledger.events to ledger_writer, ledger_reader, projector, gateway;
grant execute on function ledger.append_v1 to ledger_writer;
