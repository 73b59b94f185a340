-- Who imports a manifest compares it with what is recorded.
grant usage on schema ledger to importer;
grant select on ledger.events to importer;
