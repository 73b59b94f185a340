-- What has reached no consignment yet, without its content: whoever looks whether all is well need
-- not read messages.
create view gateway.waiting as
  select status, received_at, last_error
  from gateway.messages
  where status not in ('delivered', 'discarded');

grant usage on schema gateway to ledger_writer;
grant select on gateway.waiting to ledger_writer, ledger_reader, gateway;
