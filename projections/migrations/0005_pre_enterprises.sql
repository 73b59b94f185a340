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
  position            bigint      not null
);

create view read.enterprises as select * from read_v1.enterprises;
