-- Whoever works with the ledger may read the views. The projector writes rows and makes nothing: a
-- view, function or trigger of its own would run with the rights of those who read.
grant usage on schema projections, read to ledger_writer, ledger_reader, gateway;
grant select on all tables in schema projections, read to ledger_writer, ledger_reader, gateway;

alter default privileges in schema projections, read
  grant select on tables to ledger_writer, ledger_reader, gateway;

grant usage on schema projections, read_v1 to projector;
grant select, insert, update on projections.checkpoints to projector;
grant select, insert, update, delete on all tables in schema read_v1 to projector;

alter default privileges in schema read_v1
  grant select, insert, update, delete on tables to projector;
