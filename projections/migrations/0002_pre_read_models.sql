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
  open_reasons     text[]      not null,
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
  milestones      jsonb       not null,
  primary key (consignment, deadline, box)
);

create schema read;
create view read.status as select * from read_v1.status;
create view read.deadlines as select * from read_v1.deadlines;
