-- The gateway keeps messages and notes what became of them; it never deletes one.
grant usage on schema gateway to gateway, ledger_reader;
grant select, insert, update on gateway.messages to gateway;
grant select on gateway.messages to ledger_reader;
