-- What reconciliation found, kept after Temporal has forgotten the histories. One row for each
-- consignment: the last verdict, with the head and the runs that it was judged by.
create schema audit;

create table audit.verdicts (
  consignment text        primary key,
  verdict     text        not null,
  why         text        not null,
  version     integer     not null,            -- the ledger's head when it was judged
  hash        text        not null,
  run_ids     text[]      not null,
  judged_at   timestamptz not null default clock_timestamp()
);

-- Each sweep judges what was written after the position that the sweep before had reached.
create table audit.sweeps (
  number      bigint      primary key generated always as identity,
  position    bigint      not null,
  judged      integer     not null,
  unsound     integer     not null,
  finished_at timestamptz not null default clock_timestamp()
);

grant usage on schema audit to ledger_writer, ledger_reader;
grant select, insert, update on audit.verdicts to ledger_writer;
grant select, insert on audit.sweeps to ledger_writer;
grant select on all tables in schema audit to ledger_reader;
