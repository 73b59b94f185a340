-- How far each projection has followed the ledger. Written in the transaction that writes its rows.
create schema projections;

create table projections.checkpoints (
  name       text        primary key,
  position   bigint      not null default 0 check (position >= 0),
  updated_at timestamptz not null default clock_timestamp(),
  error      text                                   -- why it stands still; null while it runs
);
