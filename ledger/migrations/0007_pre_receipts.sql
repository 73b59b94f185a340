-- A receipt for every message that came in from outside, before anybody has understood it: what it
-- was, by its hash, and when. Numbered without gaps, chained, and sealed like the events; the
-- message itself lies with whoever takes it in.
create table ledger.receipts (
  number       bigint      primary key check (number > 0),          -- gap-free, in order of arrival
  system       text        not null,
  message_id   text        not null,
  content_hash bytea       not null check (octet_length(content_hash) = 32),  -- of the body
  received_at  timestamptz not null,
  hash         bytea       not null check (octet_length(hash) = 32),
  unique (system, message_id, content_hash)
);

-- Who holds this table gives the next receipt.
create table ledger.receipt_turn ();

-- Put behind the insertion into a table of messages (system, message_id, digest, raw, received_at).
-- hash = sha256(hash before ‖ sha256(system) ‖ sha256(message id) ‖ content hash ‖ time, RFC 3339).
create function ledger.give_receipt_v1()
returns trigger
language plpgsql
security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  content constant bytea := sha256(convert_to(new.raw, 'UTF8'));
begin
  if encode(content, 'hex') is distinct from new.digest then
    raise exception 'the digest of message % of % is not that of its content',
      new.message_id, new.system
      using errcode = 'LG002', hint = 'The digest is the SHA-256 of the body, in hex.';
  end if;
  lock table ledger.receipt_turn in exclusive mode;
  insert into ledger.receipts
  select
    coalesce(last.number, 0) + 1, new.system, new.message_id, content, new.received_at,
    sha256(
      coalesce(last.hash, decode(repeat('00', 32), 'hex'))
      || sha256(convert_to(new.system, 'UTF8'))
      || sha256(convert_to(new.message_id, 'UTF8'))
      || content
      || convert_to(
        to_char(new.received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), 'UTF8'
      )
    )
  from (values (true)) as always
  left join (
    select r.number, r.hash from ledger.receipts r order by r.number desc limit 1
  ) last on true;
  return null;
end
$$;

create trigger receipts_are_append_only
before update or delete or truncate on ledger.receipts
for each statement
execute function ledger.refuse_change_v1();

alter table ledger.receipts enable always trigger receipts_are_append_only;

revoke all on function ledger.give_receipt_v1 from public;
grant select on ledger.receipts to ledger_writer, ledger_reader;
