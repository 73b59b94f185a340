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
  primary key (consignment, number)
);

create view read.dwell as select * from read_v1.dwell;
create view read.reasons as select * from read_v1.reasons;
create view read.escalations as select * from read_v1.escalations;
