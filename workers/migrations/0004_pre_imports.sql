-- What `guomen import` hands to the tracker: the registrations of a manifest, page by page, because
-- ten thousand of them are too much for the input of a workflow. A batch is stored once: its id is
-- the digest of what it says, and its own row comes last, when all of it is there.
create schema imports;

create table imports.batches (
  id           text        primary key,
  file         text        not null,                       -- as the user named it
  consignments integer     not null,
  stored_at    timestamptz not null default clock_timestamp()
);

-- `starting` is noted before a consignment is started, and `started` or `known` after it: an attempt
-- that died in between is told apart from a consignment that was there before. `refused` is what
-- cannot be started however often it is tried.
create table imports.consignments (
  batch        text        not null,
  number       integer     not null,                       -- 1, 2, … in the order of the file
  tracking_no  text        not null,
  registration jsonb       not null,
  outcome      text        check (outcome in ('starting', 'started', 'known', 'refused')),
  why          text,                                       -- what speaks against a refused one
  primary key (batch, number)
);

-- The command brings what is new and looks at what became of it; only the tracker notes that.
grant usage on schema imports to importer, ledger_writer, ledger_reader;
grant select, insert on imports.batches, imports.consignments to importer;
grant select on imports.batches, imports.consignments to ledger_writer, ledger_reader;
grant update (outcome, why) on imports.consignments to ledger_writer;
