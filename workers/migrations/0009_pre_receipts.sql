-- Every message that comes in gets a receipt of the ledger, and what came in stays as it came:
-- only what became of it changes. `guomen verify` holds the messages to their receipts.
create trigger messages_get_receipts
after insert on gateway.messages
for each row
execute function ledger.give_receipt_v1();

create trigger messages_stay_as_they_came
before update of number, system, message_id, digest, type, occurred_at, received_at, raw
on gateway.messages
for each statement
execute function ledger.refuse_change_v1();

create trigger messages_are_kept
before delete or truncate on gateway.messages
for each statement
execute function ledger.refuse_change_v1();

alter table gateway.messages enable always trigger messages_get_receipts;
alter table gateway.messages enable always trigger messages_stay_as_they_came;
alter table gateway.messages enable always trigger messages_are_kept;
