-- The projector owns the read models: whatever it destroys, it can rebuild. Whoever works with the
-- ledger may read the views, also those that a rebuild puts in their place.
grant usage on schema projections, read to ledger_writer, ledger_reader, gateway;
grant select on all tables in schema projections, read to ledger_writer, ledger_reader, gateway;

alter default privileges in schema projections, read
  grant select on tables to ledger_writer, ledger_reader, gateway;
