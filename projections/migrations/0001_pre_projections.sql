-- How far each projection has followed the ledger. Written in the transaction that writes its rows.
create schema projections;

create table projections.checkpoints (
  name       text        primary key,
  position   bigint      not null default 0 check (position >= 0),
  updated_at timestamptz not null default clock_timestamp(),
  error      text                                   -- why it stands still; null while it runs
);

-- Tables carry the version of their shape: another version can be filled beside this one and
-- compared with it, then the views change over in one transaction. People only read the views.
create schema read_v1;

create table read_v1.status (
  consignment      text        primary key,         -- tracking number
  stream_id        text        not null,
  stage            text        not null,
  mode             text        not null,
  risk_level       text        not null,
  enterprise       text        not null,
  supplier         text        not null,
  kind             text        not null,
  origin           text        not null,
  overlay          text        not null,            -- empty, or names joined by ", "
  outcome          text,
  boxes            integer     not null,
  net_weight_kg    numeric     not null,
  must_act         text,
  next_due         timestamptz,
  next_deadline    text,                            -- like D12, or D08/CSQU3054383 for one box
  overdue          boolean     not null,
  escalation_level smallint,
  overdue_deadline text,                            -- the one that has escalated highest
  overdue_since    timestamptz,                     -- when its first level was due that stands
  open_reasons     text[]      not null,
  degraded         text[]      not null,            -- SILENCE, PAPER, BY_HAND, CLOCK: on what it runs instead
  aliases          text[]      not null,
  closed           boolean     not null,
  registered_at    timestamptz not null,
  updated_at       timestamptz not null,            -- the latest time at which anything happened
  version          integer     not null,
  position         bigint      not null
);

create index status_aliases on read_v1.status using gin (aliases);

create index status_overdue
  on read_v1.status (escalation_level desc nulls last, next_due, consignment)
  where overdue;

create table read_v1.deadlines (
  consignment     text        not null,
  deadline        text        not null,
  box             text        not null default '',  -- empty when it concerns the consignment
  opened_at       timestamptz not null,
  closed_at       timestamptz,
  status          text        not null,
  next_due        timestamptz,
  level           smallint,                         -- the highest that fired and stands
  withdrawn       integer     not null,
  acknowledged_by text,
  escalations     jsonb       not null,
  danger          text        not null default '',  -- of an emergency; empty: of none
  primary key (consignment, deadline, box, danger)
);

create schema read;
create view read.status as select * from read_v1.status;
create view read.deadlines as select * from read_v1.deadlines;

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

-- Where the time goes, what was found, who was called: one row for what is counted.
create table read_v1.dwell (
  consignment        text        not null,
  box                text        not null default '',  -- empty: the consignment as a whole
  mode               text        not null,
  discharged_at      timestamptz,
  port_seconds       bigint,                           -- discharge to gate-out
  to_site_seconds    bigint,                           -- discharge to the enterprise's gate
  to_use_seconds     bigint,                           -- discharge to the release for use
  stays              jsonb       not null,             -- stage, entered_at, left_at, frozen_seconds
  primary key (consignment, box)
);

create table read_v1.reasons (
  consignment text        not null,
  number      integer     not null,                    -- counts the findings of a consignment
  code        text        not null,                    -- NC-01 … defect, SV-01 … breach
  status      text        not null,                    -- SUSPECTED, CONFIRMED or CLEARED
  box         text        not null default '',
  stage       text        not null,                    -- where the goods were
  occurred_at timestamptz not null,
  enterprise  text        not null,
  supplier    text        not null,
  kind        text        not null,
  origin      text        not null,
  primary key (consignment, number)
);

create table read_v1.escalations (
  consignment     text        not null,
  number          integer     not null,                -- counts the escalations of a consignment
  deadline        text        not null,
  box             text        not null default '',
  level           smallint    not null,
  party           text        not null,
  effect          text,
  due_at          timestamptz not null,
  recorded_at     timestamptz not null,
  acknowledged_by text,
  acknowledged_at timestamptz,
  withdrawn_at    timestamptz,
  danger          text        not null default '',
  primary key (consignment, number)
);

-- What conformity asked for and a named officer went without: one row for each thing.
create table read_v1.waivers (
  consignment text        not null,
  number      integer     not null,                    -- counts those of a consignment
  requirement text        not null,                    -- OPEN, SAMPLE, READING …
  box         text        not null default '',
  subject     text        not null default '',         -- the parameter, or the section
  officer     text        not null,
  role        text        not null,
  approver    text        not null default '',
  reason      text        not null,
  waived_at   timestamptz not null,
  enterprise  text        not null,
  primary key (consignment, number)
);

-- What consignments take of bays, days and laboratories: one row for each place that is taken.
create table read_v1.occupancy (
  consignment text        not null,
  resource    text        not null,                    -- BAYS, BOXES_A_DAY or LABORATORY
  subject     text        not null default '',         -- the box; of a laboratory its key
  holder      text        not null,                    -- the enterprise, or the laboratory
  holder_key  text        not null,                    -- the same however it is written
  amount      integer     not null,                    -- boxes, or one lot
  since       timestamptz not null,
  until       timestamptz,                             -- null: it is taken still
  primary key (consignment, resource, subject)
);

create index occupancy_holder on read_v1.occupancy (resource, holder_key, since);

-- What the risk of goods is reckoned from: one row for each consignment that was decided on.
create table read_v1.risk_batches (
  consignment        text        primary key,
  enterprise         text        not null,
  supplier           text        not null,
  kind               text        not null,
  category           text        not null,
  code               text        not null,             -- as declared before anybody looked
  origin             text        not null,
  load_port          text        not null,
  net_kg             bigint      not null,
  mode               text        not null,
  level              text,                             -- that the mode was decided by; null: none was
  assessment_stream  text,                             -- the assessment that the level is from
  assessment_version integer,
  assessment_hash    text,
  selection          jsonb,                            -- when, chances, level, probabilities in bp, why; null: none
  boxes              integer     not null,
  opened             integer     not null,             -- by officers, not by the enterprise
  emptied            integer     not null,
  sampled            integer     not null,             -- samples that were taken
  done               text[]      not null,             -- looks at all of it whose result is final
  uncovered          text[]      not null,             -- reasons that nobody looked for in all that was opened
  unanalysed         text[]      not null,             -- reasons that no laboratory has reported on
  whole              boolean     not null,             -- chance alone had it unpacked whole, and it was
  beyond             integer     not null,             -- findings in boxes that the plan would not have touched
  exposure           jsonb       not null,             -- thousandths of a batch by reason
  findings           jsonb       not null,             -- each with its event, status, stage, box
  outcome            text,                             -- null: decided, and not at its end yet
  escaped            boolean     not null,             -- a defect was confirmed after the release
  rulebook           text        not null,             -- by whose sensitivities the exposure is reckoned
  concluded_at       timestamptz not null,
  updated_at         timestamptz not null,             -- the latest time at which anything happened
  version            integer     not null,
  position           bigint      not null
);

create index risk_batches_pair on read_v1.risk_batches (supplier, enterprise, kind);

-- How the pairs of overseas suppliers stand: each now, every change of a level, every assessment.
create table read_v1.risk_levels (
  stream_id    text        not null,                   -- of the supplier
  supplier     text        not null,
  enterprise   text        not null,
  kind         text        not null,
  number       integer     not null,                   -- counts the changes of a supplier's pairs
  event_type   text        not null,
  before_level text        not null,
  after_level  text        not null,
  why          text        not null,
  because      text[]      not null,                   -- ids of findings, or of other causes
  reason       text        not null,                   -- in an officer's words, or the document
  until        timestamptz,                            -- of what holds for a time only
  valid_from   timestamptz not null,
  recorded_at  timestamptz not null,
  event_id     uuid        not null,
  position     bigint      not null,
  version      integer     not null,
  primary key (stream_id, number)
);

create table read_v1.risk_pairs (
  stream_id  text        not null,
  supplier   text        not null,
  enterprise text        not null,
  kind       text        not null,
  level      text        not null,                     -- without what holds for a time only
  why        text        not null,
  since      timestamptz not null,
  standing   jsonb       not null,
  grave      jsonb       not null,                     -- findings that weigh on all pairs of the supplier
  position   bigint      not null,                     -- of the last event of the pair
  version    integer     not null,                     -- of the supplier's stream
  primary key (stream_id, enterprise, kind)
);

create table read_v1.risk_cells (
  stream_id       text        not null,
  supplier        text        not null,
  enterprise      text        not null,
  kind            text        not null,
  as_of           timestamptz not null,                -- of the assessment
  measure         text        not null,                -- ANY, GRAVE, CRITICAL or HARM
  found           integer,                             -- null: of harm nothing is counted
  pending         integer,
  exposure        integer,                             -- thousandths of a batch
  expected_bp     integer,
  mean_bp         integer     not null,
  upper_bp        integer     not null,                -- shrunk, with 95 %
  if_confirmed_bp integer,                             -- if all that is pending were confirmed
  alone_bp        integer,                             -- exact, of its own batches alone
  few             boolean,
  level           text        not null,                -- that this bound allows
  batches         integer     not null,
  looked_for      integer     not null,
  proposed        text,
  model           text        not null,
  rulebook        text        not null,
  input_sha256    text        not null,
  event_id        uuid        not null,
  position        bigint      not null,
  version         integer     not null,
  primary key (stream_id, position, measure)
);

create view read.risk_levels as select * from read_v1.risk_levels;
create view read.risk_pairs as select * from read_v1.risk_pairs;
create view read.risk_cells as select * from read_v1.risk_cells;
create view read.risk_batches as select * from read_v1.risk_batches;
create view read.occupancy as select * from read_v1.occupancy;
create view read.waivers as select * from read_v1.waivers;
create view read.dwell as select * from read_v1.dwell;
create view read.reasons as select * from read_v1.reasons;
create view read.escalations as select * from read_v1.escalations;

-- The register of enterprises: one row for each page.
create table read_v1.enterprises (
  enterprise          text        primary key,   -- its code, as consignments name it
  stream_id           text        not null,
  standing            text        not null,
  valid_to            timestamptz,               -- the end of the enrolment
  institutions        integer     not null,      -- audited and adequate
  institutions_needed integer     not null,
  last_audit          timestamptz,               -- the enrolment counts as one
  last_drill          timestamptz,
  warnings            integer     not null,
  suspended_since     timestamptz,
  violated_at         timestamptz[] not null,    -- one for each violation that counts
  suppliers           integer     not null,      -- admitted
  must_act            text,
  next_due            timestamptz,
  escalation_level    smallint,
  updated_at          timestamptz not null,
  version             integer     not null,
  position            bigint      not null,
  escalations         integer     not null default 0,  -- those that were told
  withdrawn           integer     not null default 0,  -- of them, shown by its own dates to be unfounded
  bays                integer,                         -- as the enterprise has said; null: the rulebook's
  boxes_a_day         integer
);

create view read.enterprises as select * from read_v1.enterprises;

-- A rebuild fills a table of the same shape here, beside the one in use, and then takes its rows over.
create schema read_v2;

create table read_v2.status      (like read_v1.status      including all);
create table read_v2.deadlines   (like read_v1.deadlines   including all);
create table read_v2.dwell       (like read_v1.dwell       including all);
create table read_v2.reasons     (like read_v1.reasons     including all);
create table read_v2.escalations (like read_v1.escalations including all);
create table read_v2.enterprises (like read_v1.enterprises including all);
create table read_v2.waivers     (like read_v1.waivers     including all);
create table read_v2.occupancy   (like read_v1.occupancy   including all);
create table read_v2.risk_batches (like read_v1.risk_batches including all);
create table read_v2.risk_levels  (like read_v1.risk_levels  including all);
create table read_v2.risk_pairs   (like read_v1.risk_pairs   including all);
create table read_v2.risk_cells   (like read_v1.risk_cells   including all);

grant usage on schema read_v2 to projector;
grant select, insert, update, delete, truncate on all tables in schema read_v2 to projector;

-- Streams that a projection passes over, since it cannot follow one of their events: the others go
-- on. What is shown of such a stream is what stood before that event.
create table projections.unreadable (
  projection text        not null,
  stream_id  text        not null,
  position   bigint      not null,                 -- of the event that cannot be followed
  why        text        not null,
  since      timestamptz not null default clock_timestamp(),
  primary key (projection, stream_id)
);

grant select, insert, update, delete on projections.unreadable to projector;
