CREATE SCHEMA projections;

ALTER SCHEMA projections OWNER TO projections_owner;

CREATE SCHEMA read;

ALTER SCHEMA read OWNER TO projections_owner;

CREATE SCHEMA read_v1;

ALTER SCHEMA read_v1 OWNER TO projections_owner;

CREATE SCHEMA read_v2;

ALTER SCHEMA read_v2 OWNER TO projections_owner;

CREATE TABLE projections.checkpoints (
    name text NOT NULL,
    "position" bigint DEFAULT 0 NOT NULL,
    updated_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    error text,
    CONSTRAINT checkpoints_position_check CHECK (("position" >= 0))
);

ALTER TABLE projections.checkpoints OWNER TO projections_owner;

CREATE TABLE projections.unreadable (
    projection text NOT NULL,
    stream_id text NOT NULL,
    "position" bigint NOT NULL,
    why text NOT NULL,
    since timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);

ALTER TABLE projections.unreadable OWNER TO projections_owner;

CREATE TABLE read_v1.deadlines (
    consignment text NOT NULL,
    deadline text NOT NULL,
    box text DEFAULT ''::text NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    status text NOT NULL,
    next_due timestamp with time zone,
    level smallint,
    withdrawn integer NOT NULL,
    acknowledged_by text,
    escalations jsonb NOT NULL,
    danger text DEFAULT ''::text NOT NULL
);

ALTER TABLE read_v1.deadlines OWNER TO projections_owner;

CREATE VIEW read.deadlines AS
 SELECT consignment,
    deadline,
    box,
    opened_at,
    closed_at,
    status,
    next_due,
    level,
    withdrawn,
    acknowledged_by,
    escalations,
    danger
   FROM read_v1.deadlines;

ALTER VIEW read.deadlines OWNER TO projections_owner;

CREATE TABLE read_v1.dwell (
    consignment text NOT NULL,
    box text DEFAULT ''::text NOT NULL,
    mode text NOT NULL,
    discharged_at timestamp with time zone,
    port_seconds bigint,
    to_site_seconds bigint,
    to_use_seconds bigint,
    stays jsonb NOT NULL
);

ALTER TABLE read_v1.dwell OWNER TO projections_owner;

CREATE VIEW read.dwell AS
 SELECT consignment,
    box,
    mode,
    discharged_at,
    port_seconds,
    to_site_seconds,
    to_use_seconds,
    stays
   FROM read_v1.dwell;

ALTER VIEW read.dwell OWNER TO projections_owner;

CREATE TABLE read_v1.enterprises (
    enterprise text NOT NULL,
    stream_id text NOT NULL,
    standing text NOT NULL,
    valid_to timestamp with time zone,
    institutions integer NOT NULL,
    institutions_needed integer NOT NULL,
    last_audit timestamp with time zone,
    last_drill timestamp with time zone,
    warnings integer NOT NULL,
    suspended_since timestamp with time zone,
    violated_at timestamp with time zone[] NOT NULL,
    suppliers integer NOT NULL,
    must_act text,
    next_due timestamp with time zone,
    escalation_level smallint,
    updated_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    "position" bigint NOT NULL,
    escalations integer DEFAULT 0 NOT NULL,
    withdrawn integer DEFAULT 0 NOT NULL,
    bays integer,
    boxes_a_day integer
);

ALTER TABLE read_v1.enterprises OWNER TO projections_owner;

CREATE VIEW read.enterprises AS
 SELECT enterprise,
    stream_id,
    standing,
    valid_to,
    institutions,
    institutions_needed,
    last_audit,
    last_drill,
    warnings,
    suspended_since,
    violated_at,
    suppliers,
    must_act,
    next_due,
    escalation_level,
    updated_at,
    version,
    "position",
    escalations,
    withdrawn,
    bays,
    boxes_a_day
   FROM read_v1.enterprises;

ALTER VIEW read.enterprises OWNER TO projections_owner;

CREATE TABLE read_v1.escalations (
    consignment text NOT NULL,
    number integer NOT NULL,
    deadline text NOT NULL,
    box text DEFAULT ''::text NOT NULL,
    level smallint NOT NULL,
    party text NOT NULL,
    effect text,
    due_at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    acknowledged_by text,
    acknowledged_at timestamp with time zone,
    withdrawn_at timestamp with time zone,
    danger text DEFAULT ''::text NOT NULL
);

ALTER TABLE read_v1.escalations OWNER TO projections_owner;

CREATE VIEW read.escalations AS
 SELECT consignment,
    number,
    deadline,
    box,
    level,
    party,
    effect,
    due_at,
    recorded_at,
    acknowledged_by,
    acknowledged_at,
    withdrawn_at,
    danger
   FROM read_v1.escalations;

ALTER VIEW read.escalations OWNER TO projections_owner;

CREATE TABLE read_v1.occupancy (
    consignment text NOT NULL,
    resource text NOT NULL,
    subject text DEFAULT ''::text NOT NULL,
    holder text NOT NULL,
    holder_key text NOT NULL,
    amount integer NOT NULL,
    since timestamp with time zone NOT NULL,
    until timestamp with time zone
);

ALTER TABLE read_v1.occupancy OWNER TO projections_owner;

CREATE VIEW read.occupancy AS
 SELECT consignment,
    resource,
    subject,
    holder,
    holder_key,
    amount,
    since,
    until
   FROM read_v1.occupancy;

ALTER VIEW read.occupancy OWNER TO projections_owner;

CREATE TABLE read_v1.reasons (
    consignment text NOT NULL,
    number integer NOT NULL,
    code text NOT NULL,
    status text NOT NULL,
    box text DEFAULT ''::text NOT NULL,
    stage text NOT NULL,
    occurred_at timestamp with time zone NOT NULL,
    enterprise text NOT NULL,
    supplier text NOT NULL,
    kind text NOT NULL,
    origin text NOT NULL
);

ALTER TABLE read_v1.reasons OWNER TO projections_owner;

CREATE VIEW read.reasons AS
 SELECT consignment,
    number,
    code,
    status,
    box,
    stage,
    occurred_at,
    enterprise,
    supplier,
    kind,
    origin
   FROM read_v1.reasons;

ALTER VIEW read.reasons OWNER TO projections_owner;

CREATE TABLE read_v1.risk_batches (
    consignment text NOT NULL,
    enterprise text NOT NULL,
    supplier text NOT NULL,
    kind text NOT NULL,
    category text NOT NULL,
    code text NOT NULL,
    origin text NOT NULL,
    load_port text NOT NULL,
    net_kg bigint NOT NULL,
    mode text NOT NULL,
    level text,
    assessment_stream text,
    assessment_version integer,
    assessment_hash text,
    selection jsonb,
    boxes integer NOT NULL,
    opened integer NOT NULL,
    emptied integer NOT NULL,
    sampled integer NOT NULL,
    done text[] NOT NULL,
    uncovered text[] NOT NULL,
    unanalysed text[] NOT NULL,
    whole boolean NOT NULL,
    beyond integer NOT NULL,
    exposure jsonb NOT NULL,
    findings jsonb NOT NULL,
    outcome text,
    escaped boolean NOT NULL,
    rulebook text NOT NULL,
    concluded_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    "position" bigint NOT NULL
);

ALTER TABLE read_v1.risk_batches OWNER TO projections_owner;

CREATE VIEW read.risk_batches AS
 SELECT consignment,
    enterprise,
    supplier,
    kind,
    category,
    code,
    origin,
    load_port,
    net_kg,
    mode,
    level,
    assessment_stream,
    assessment_version,
    assessment_hash,
    selection,
    boxes,
    opened,
    emptied,
    sampled,
    done,
    uncovered,
    unanalysed,
    whole,
    beyond,
    exposure,
    findings,
    outcome,
    escaped,
    rulebook,
    concluded_at,
    updated_at,
    version,
    "position"
   FROM read_v1.risk_batches;

ALTER VIEW read.risk_batches OWNER TO projections_owner;

CREATE TABLE read_v1.risk_cells (
    stream_id text NOT NULL,
    supplier text NOT NULL,
    enterprise text NOT NULL,
    kind text NOT NULL,
    as_of timestamp with time zone NOT NULL,
    measure text NOT NULL,
    found integer,
    pending integer,
    exposure integer,
    expected_bp integer,
    mean_bp integer NOT NULL,
    upper_bp integer NOT NULL,
    if_confirmed_bp integer,
    alone_bp integer,
    few boolean,
    level text NOT NULL,
    batches integer NOT NULL,
    looked_for integer NOT NULL,
    proposed text,
    model text NOT NULL,
    rulebook text NOT NULL,
    input_sha256 text NOT NULL,
    event_id uuid NOT NULL,
    "position" bigint NOT NULL,
    version integer NOT NULL
);

ALTER TABLE read_v1.risk_cells OWNER TO projections_owner;

CREATE VIEW read.risk_cells AS
 SELECT stream_id,
    supplier,
    enterprise,
    kind,
    as_of,
    measure,
    found,
    pending,
    exposure,
    expected_bp,
    mean_bp,
    upper_bp,
    if_confirmed_bp,
    alone_bp,
    few,
    level,
    batches,
    looked_for,
    proposed,
    model,
    rulebook,
    input_sha256,
    event_id,
    "position",
    version
   FROM read_v1.risk_cells;

ALTER VIEW read.risk_cells OWNER TO projections_owner;

CREATE TABLE read_v1.risk_levels (
    stream_id text NOT NULL,
    supplier text NOT NULL,
    enterprise text NOT NULL,
    kind text NOT NULL,
    number integer NOT NULL,
    event_type text NOT NULL,
    before_level text NOT NULL,
    after_level text NOT NULL,
    why text NOT NULL,
    because text[] NOT NULL,
    reason text NOT NULL,
    until timestamp with time zone,
    valid_from timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    event_id uuid NOT NULL,
    "position" bigint NOT NULL,
    version integer NOT NULL
);

ALTER TABLE read_v1.risk_levels OWNER TO projections_owner;

CREATE VIEW read.risk_levels AS
 SELECT stream_id,
    supplier,
    enterprise,
    kind,
    number,
    event_type,
    before_level,
    after_level,
    why,
    because,
    reason,
    until,
    valid_from,
    recorded_at,
    event_id,
    "position",
    version
   FROM read_v1.risk_levels;

ALTER VIEW read.risk_levels OWNER TO projections_owner;

CREATE TABLE read_v1.risk_pairs (
    stream_id text NOT NULL,
    supplier text NOT NULL,
    enterprise text NOT NULL,
    kind text NOT NULL,
    level text NOT NULL,
    why text NOT NULL,
    since timestamp with time zone NOT NULL,
    standing jsonb NOT NULL,
    grave jsonb NOT NULL,
    "position" bigint NOT NULL,
    version integer NOT NULL
);

ALTER TABLE read_v1.risk_pairs OWNER TO projections_owner;

CREATE VIEW read.risk_pairs AS
 SELECT stream_id,
    supplier,
    enterprise,
    kind,
    level,
    why,
    since,
    standing,
    grave,
    "position",
    version
   FROM read_v1.risk_pairs;

ALTER VIEW read.risk_pairs OWNER TO projections_owner;

CREATE TABLE read_v1.status (
    consignment text NOT NULL,
    stream_id text NOT NULL,
    stage text NOT NULL,
    mode text NOT NULL,
    risk_level text NOT NULL,
    enterprise text NOT NULL,
    supplier text NOT NULL,
    kind text NOT NULL,
    origin text NOT NULL,
    "overlay" text NOT NULL,
    outcome text,
    boxes integer NOT NULL,
    net_weight_kg numeric NOT NULL,
    must_act text,
    next_due timestamp with time zone,
    next_deadline text,
    overdue boolean NOT NULL,
    escalation_level smallint,
    overdue_deadline text,
    overdue_since timestamp with time zone,
    open_reasons text[] NOT NULL,
    degraded text[] NOT NULL,
    aliases text[] NOT NULL,
    closed boolean NOT NULL,
    registered_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    "position" bigint NOT NULL
);

ALTER TABLE read_v1.status OWNER TO projections_owner;

CREATE VIEW read.status AS
 SELECT consignment,
    stream_id,
    stage,
    mode,
    risk_level,
    enterprise,
    supplier,
    kind,
    origin,
    "overlay",
    outcome,
    boxes,
    net_weight_kg,
    must_act,
    next_due,
    next_deadline,
    overdue,
    escalation_level,
    overdue_deadline,
    overdue_since,
    open_reasons,
    degraded,
    aliases,
    closed,
    registered_at,
    updated_at,
    version,
    "position"
   FROM read_v1.status;

ALTER VIEW read.status OWNER TO projections_owner;

CREATE TABLE read_v1.waivers (
    consignment text NOT NULL,
    number integer NOT NULL,
    requirement text NOT NULL,
    box text DEFAULT ''::text NOT NULL,
    subject text DEFAULT ''::text NOT NULL,
    officer text NOT NULL,
    role text NOT NULL,
    approver text DEFAULT ''::text NOT NULL,
    reason text NOT NULL,
    waived_at timestamp with time zone NOT NULL,
    enterprise text NOT NULL
);

ALTER TABLE read_v1.waivers OWNER TO projections_owner;

CREATE VIEW read.waivers AS
 SELECT consignment,
    number,
    requirement,
    box,
    subject,
    officer,
    role,
    approver,
    reason,
    waived_at,
    enterprise
   FROM read_v1.waivers;

ALTER VIEW read.waivers OWNER TO projections_owner;

CREATE TABLE read_v2.deadlines (
    consignment text NOT NULL,
    deadline text NOT NULL,
    box text DEFAULT ''::text NOT NULL,
    opened_at timestamp with time zone NOT NULL,
    closed_at timestamp with time zone,
    status text NOT NULL,
    next_due timestamp with time zone,
    level smallint,
    withdrawn integer NOT NULL,
    acknowledged_by text,
    escalations jsonb NOT NULL,
    danger text DEFAULT ''::text NOT NULL
);

ALTER TABLE read_v2.deadlines OWNER TO projections_owner;

CREATE TABLE read_v2.dwell (
    consignment text NOT NULL,
    box text DEFAULT ''::text NOT NULL,
    mode text NOT NULL,
    discharged_at timestamp with time zone,
    port_seconds bigint,
    to_site_seconds bigint,
    to_use_seconds bigint,
    stays jsonb NOT NULL
);

ALTER TABLE read_v2.dwell OWNER TO projections_owner;

CREATE TABLE read_v2.enterprises (
    enterprise text NOT NULL,
    stream_id text NOT NULL,
    standing text NOT NULL,
    valid_to timestamp with time zone,
    institutions integer NOT NULL,
    institutions_needed integer NOT NULL,
    last_audit timestamp with time zone,
    last_drill timestamp with time zone,
    warnings integer NOT NULL,
    suspended_since timestamp with time zone,
    violated_at timestamp with time zone[] NOT NULL,
    suppliers integer NOT NULL,
    must_act text,
    next_due timestamp with time zone,
    escalation_level smallint,
    updated_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    "position" bigint NOT NULL,
    escalations integer DEFAULT 0 NOT NULL,
    withdrawn integer DEFAULT 0 NOT NULL,
    bays integer,
    boxes_a_day integer
);

ALTER TABLE read_v2.enterprises OWNER TO projections_owner;

CREATE TABLE read_v2.escalations (
    consignment text NOT NULL,
    number integer NOT NULL,
    deadline text NOT NULL,
    box text DEFAULT ''::text NOT NULL,
    level smallint NOT NULL,
    party text NOT NULL,
    effect text,
    due_at timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    acknowledged_by text,
    acknowledged_at timestamp with time zone,
    withdrawn_at timestamp with time zone,
    danger text DEFAULT ''::text NOT NULL
);

ALTER TABLE read_v2.escalations OWNER TO projections_owner;

CREATE TABLE read_v2.occupancy (
    consignment text NOT NULL,
    resource text NOT NULL,
    subject text DEFAULT ''::text NOT NULL,
    holder text NOT NULL,
    holder_key text NOT NULL,
    amount integer NOT NULL,
    since timestamp with time zone NOT NULL,
    until timestamp with time zone
);

ALTER TABLE read_v2.occupancy OWNER TO projections_owner;

CREATE TABLE read_v2.reasons (
    consignment text NOT NULL,
    number integer NOT NULL,
    code text NOT NULL,
    status text NOT NULL,
    box text DEFAULT ''::text NOT NULL,
    stage text NOT NULL,
    occurred_at timestamp with time zone NOT NULL,
    enterprise text NOT NULL,
    supplier text NOT NULL,
    kind text NOT NULL,
    origin text NOT NULL
);

ALTER TABLE read_v2.reasons OWNER TO projections_owner;

CREATE TABLE read_v2.risk_batches (
    consignment text NOT NULL,
    enterprise text NOT NULL,
    supplier text NOT NULL,
    kind text NOT NULL,
    category text NOT NULL,
    code text NOT NULL,
    origin text NOT NULL,
    load_port text NOT NULL,
    net_kg bigint NOT NULL,
    mode text NOT NULL,
    level text,
    assessment_stream text,
    assessment_version integer,
    assessment_hash text,
    selection jsonb,
    boxes integer NOT NULL,
    opened integer NOT NULL,
    emptied integer NOT NULL,
    sampled integer NOT NULL,
    done text[] NOT NULL,
    uncovered text[] NOT NULL,
    unanalysed text[] NOT NULL,
    whole boolean NOT NULL,
    beyond integer NOT NULL,
    exposure jsonb NOT NULL,
    findings jsonb NOT NULL,
    outcome text,
    escaped boolean NOT NULL,
    rulebook text NOT NULL,
    concluded_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    "position" bigint NOT NULL
);

ALTER TABLE read_v2.risk_batches OWNER TO projections_owner;

CREATE TABLE read_v2.risk_cells (
    stream_id text NOT NULL,
    supplier text NOT NULL,
    enterprise text NOT NULL,
    kind text NOT NULL,
    as_of timestamp with time zone NOT NULL,
    measure text NOT NULL,
    found integer,
    pending integer,
    exposure integer,
    expected_bp integer,
    mean_bp integer NOT NULL,
    upper_bp integer NOT NULL,
    if_confirmed_bp integer,
    alone_bp integer,
    few boolean,
    level text NOT NULL,
    batches integer NOT NULL,
    looked_for integer NOT NULL,
    proposed text,
    model text NOT NULL,
    rulebook text NOT NULL,
    input_sha256 text NOT NULL,
    event_id uuid NOT NULL,
    "position" bigint NOT NULL,
    version integer NOT NULL
);

ALTER TABLE read_v2.risk_cells OWNER TO projections_owner;

CREATE TABLE read_v2.risk_levels (
    stream_id text NOT NULL,
    supplier text NOT NULL,
    enterprise text NOT NULL,
    kind text NOT NULL,
    number integer NOT NULL,
    event_type text NOT NULL,
    before_level text NOT NULL,
    after_level text NOT NULL,
    why text NOT NULL,
    because text[] NOT NULL,
    reason text NOT NULL,
    until timestamp with time zone,
    valid_from timestamp with time zone NOT NULL,
    recorded_at timestamp with time zone NOT NULL,
    event_id uuid NOT NULL,
    "position" bigint NOT NULL,
    version integer NOT NULL
);

ALTER TABLE read_v2.risk_levels OWNER TO projections_owner;

CREATE TABLE read_v2.risk_pairs (
    stream_id text NOT NULL,
    supplier text NOT NULL,
    enterprise text NOT NULL,
    kind text NOT NULL,
    level text NOT NULL,
    why text NOT NULL,
    since timestamp with time zone NOT NULL,
    standing jsonb NOT NULL,
    grave jsonb NOT NULL,
    "position" bigint NOT NULL,
    version integer NOT NULL
);

ALTER TABLE read_v2.risk_pairs OWNER TO projections_owner;

CREATE TABLE read_v2.status (
    consignment text NOT NULL,
    stream_id text NOT NULL,
    stage text NOT NULL,
    mode text NOT NULL,
    risk_level text NOT NULL,
    enterprise text NOT NULL,
    supplier text NOT NULL,
    kind text NOT NULL,
    origin text NOT NULL,
    "overlay" text NOT NULL,
    outcome text,
    boxes integer NOT NULL,
    net_weight_kg numeric NOT NULL,
    must_act text,
    next_due timestamp with time zone,
    next_deadline text,
    overdue boolean NOT NULL,
    escalation_level smallint,
    overdue_deadline text,
    overdue_since timestamp with time zone,
    open_reasons text[] NOT NULL,
    degraded text[] NOT NULL,
    aliases text[] NOT NULL,
    closed boolean NOT NULL,
    registered_at timestamp with time zone NOT NULL,
    updated_at timestamp with time zone NOT NULL,
    version integer NOT NULL,
    "position" bigint NOT NULL
);

ALTER TABLE read_v2.status OWNER TO projections_owner;

CREATE TABLE read_v2.waivers (
    consignment text NOT NULL,
    number integer NOT NULL,
    requirement text NOT NULL,
    box text DEFAULT ''::text NOT NULL,
    subject text DEFAULT ''::text NOT NULL,
    officer text NOT NULL,
    role text NOT NULL,
    approver text DEFAULT ''::text NOT NULL,
    reason text NOT NULL,
    waived_at timestamp with time zone NOT NULL,
    enterprise text NOT NULL
);

ALTER TABLE read_v2.waivers OWNER TO projections_owner;

ALTER TABLE ONLY projections.checkpoints
    ADD CONSTRAINT checkpoints_pkey PRIMARY KEY (name);

ALTER TABLE ONLY projections.unreadable
    ADD CONSTRAINT unreadable_pkey PRIMARY KEY (projection, stream_id);

ALTER TABLE ONLY read_v1.deadlines
    ADD CONSTRAINT deadlines_pkey PRIMARY KEY (consignment, deadline, box, danger);

ALTER TABLE ONLY read_v1.dwell
    ADD CONSTRAINT dwell_pkey PRIMARY KEY (consignment, box);

ALTER TABLE ONLY read_v1.enterprises
    ADD CONSTRAINT enterprises_pkey PRIMARY KEY (enterprise);

ALTER TABLE ONLY read_v1.escalations
    ADD CONSTRAINT escalations_pkey PRIMARY KEY (consignment, number);

ALTER TABLE ONLY read_v1.occupancy
    ADD CONSTRAINT occupancy_pkey PRIMARY KEY (consignment, resource, subject);

ALTER TABLE ONLY read_v1.reasons
    ADD CONSTRAINT reasons_pkey PRIMARY KEY (consignment, number);

ALTER TABLE ONLY read_v1.risk_batches
    ADD CONSTRAINT risk_batches_pkey PRIMARY KEY (consignment);

ALTER TABLE ONLY read_v1.risk_cells
    ADD CONSTRAINT risk_cells_pkey PRIMARY KEY (stream_id, "position", measure);

ALTER TABLE ONLY read_v1.risk_levels
    ADD CONSTRAINT risk_levels_pkey PRIMARY KEY (stream_id, number);

ALTER TABLE ONLY read_v1.risk_pairs
    ADD CONSTRAINT risk_pairs_pkey PRIMARY KEY (stream_id, enterprise, kind);

ALTER TABLE ONLY read_v1.status
    ADD CONSTRAINT status_pkey PRIMARY KEY (consignment);

ALTER TABLE ONLY read_v1.waivers
    ADD CONSTRAINT waivers_pkey PRIMARY KEY (consignment, number);

ALTER TABLE ONLY read_v2.deadlines
    ADD CONSTRAINT deadlines_pkey PRIMARY KEY (consignment, deadline, box, danger);

ALTER TABLE ONLY read_v2.dwell
    ADD CONSTRAINT dwell_pkey PRIMARY KEY (consignment, box);

ALTER TABLE ONLY read_v2.enterprises
    ADD CONSTRAINT enterprises_pkey PRIMARY KEY (enterprise);

ALTER TABLE ONLY read_v2.escalations
    ADD CONSTRAINT escalations_pkey PRIMARY KEY (consignment, number);

ALTER TABLE ONLY read_v2.occupancy
    ADD CONSTRAINT occupancy_pkey PRIMARY KEY (consignment, resource, subject);

ALTER TABLE ONLY read_v2.reasons
    ADD CONSTRAINT reasons_pkey PRIMARY KEY (consignment, number);

ALTER TABLE ONLY read_v2.risk_batches
    ADD CONSTRAINT risk_batches_pkey PRIMARY KEY (consignment);

ALTER TABLE ONLY read_v2.risk_cells
    ADD CONSTRAINT risk_cells_pkey PRIMARY KEY (stream_id, "position", measure);

ALTER TABLE ONLY read_v2.risk_levels
    ADD CONSTRAINT risk_levels_pkey PRIMARY KEY (stream_id, number);

ALTER TABLE ONLY read_v2.risk_pairs
    ADD CONSTRAINT risk_pairs_pkey PRIMARY KEY (stream_id, enterprise, kind);

ALTER TABLE ONLY read_v2.status
    ADD CONSTRAINT status_pkey PRIMARY KEY (consignment);

ALTER TABLE ONLY read_v2.waivers
    ADD CONSTRAINT waivers_pkey PRIMARY KEY (consignment, number);

CREATE INDEX occupancy_holder ON read_v1.occupancy USING btree (resource, holder_key, since);

CREATE INDEX risk_batches_pair ON read_v1.risk_batches USING btree (supplier, enterprise, kind);

CREATE INDEX status_aliases ON read_v1.status USING gin (aliases);

CREATE INDEX status_overdue ON read_v1.status USING btree (escalation_level DESC NULLS LAST, next_due, consignment) WHERE overdue;

CREATE INDEX occupancy_resource_holder_key_since_idx ON read_v2.occupancy USING btree (resource, holder_key, since);

CREATE INDEX risk_batches_supplier_enterprise_kind_idx ON read_v2.risk_batches USING btree (supplier, enterprise, kind);

CREATE INDEX status_aliases_idx ON read_v2.status USING gin (aliases);

CREATE INDEX status_escalation_level_next_due_consignment_idx ON read_v2.status USING btree (escalation_level DESC NULLS LAST, next_due, consignment) WHERE overdue;

GRANT USAGE ON SCHEMA projections TO ledger_writer;
GRANT USAGE ON SCHEMA projections TO ledger_reader;
GRANT USAGE ON SCHEMA projections TO gateway;
GRANT USAGE ON SCHEMA projections TO projector;

GRANT USAGE ON SCHEMA read TO ledger_writer;
GRANT USAGE ON SCHEMA read TO ledger_reader;
GRANT USAGE ON SCHEMA read TO gateway;

GRANT USAGE ON SCHEMA read_v1 TO projector;

GRANT USAGE ON SCHEMA read_v2 TO projector;

GRANT SELECT ON TABLE projections.checkpoints TO ledger_writer;
GRANT SELECT ON TABLE projections.checkpoints TO ledger_reader;
GRANT SELECT ON TABLE projections.checkpoints TO gateway;
GRANT SELECT,INSERT,UPDATE ON TABLE projections.checkpoints TO projector;

GRANT SELECT ON TABLE projections.unreadable TO ledger_writer;
GRANT SELECT ON TABLE projections.unreadable TO ledger_reader;
GRANT SELECT ON TABLE projections.unreadable TO gateway;
GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE projections.unreadable TO projector;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE read_v1.deadlines TO projector;

GRANT SELECT ON TABLE read.deadlines TO ledger_writer;
GRANT SELECT ON TABLE read.deadlines TO ledger_reader;
GRANT SELECT ON TABLE read.deadlines TO gateway;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE read_v1.dwell TO projector;

GRANT SELECT ON TABLE read.dwell TO ledger_writer;
GRANT SELECT ON TABLE read.dwell TO ledger_reader;
GRANT SELECT ON TABLE read.dwell TO gateway;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE read_v1.enterprises TO projector;

GRANT SELECT ON TABLE read.enterprises TO ledger_writer;
GRANT SELECT ON TABLE read.enterprises TO ledger_reader;
GRANT SELECT ON TABLE read.enterprises TO gateway;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE read_v1.escalations TO projector;

GRANT SELECT ON TABLE read.escalations TO ledger_writer;
GRANT SELECT ON TABLE read.escalations TO ledger_reader;
GRANT SELECT ON TABLE read.escalations TO gateway;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE read_v1.occupancy TO projector;

GRANT SELECT ON TABLE read.occupancy TO ledger_writer;
GRANT SELECT ON TABLE read.occupancy TO ledger_reader;
GRANT SELECT ON TABLE read.occupancy TO gateway;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE read_v1.reasons TO projector;

GRANT SELECT ON TABLE read.reasons TO ledger_writer;
GRANT SELECT ON TABLE read.reasons TO ledger_reader;
GRANT SELECT ON TABLE read.reasons TO gateway;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE read_v1.risk_batches TO projector;

GRANT SELECT ON TABLE read.risk_batches TO ledger_writer;
GRANT SELECT ON TABLE read.risk_batches TO ledger_reader;
GRANT SELECT ON TABLE read.risk_batches TO gateway;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE read_v1.risk_cells TO projector;

GRANT SELECT ON TABLE read.risk_cells TO ledger_writer;
GRANT SELECT ON TABLE read.risk_cells TO ledger_reader;
GRANT SELECT ON TABLE read.risk_cells TO gateway;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE read_v1.risk_levels TO projector;

GRANT SELECT ON TABLE read.risk_levels TO ledger_writer;
GRANT SELECT ON TABLE read.risk_levels TO ledger_reader;
GRANT SELECT ON TABLE read.risk_levels TO gateway;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE read_v1.risk_pairs TO projector;

GRANT SELECT ON TABLE read.risk_pairs TO ledger_writer;
GRANT SELECT ON TABLE read.risk_pairs TO ledger_reader;
GRANT SELECT ON TABLE read.risk_pairs TO gateway;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE read_v1.status TO projector;

GRANT SELECT ON TABLE read.status TO ledger_writer;
GRANT SELECT ON TABLE read.status TO ledger_reader;
GRANT SELECT ON TABLE read.status TO gateway;

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE read_v1.waivers TO projector;

GRANT SELECT ON TABLE read.waivers TO ledger_writer;
GRANT SELECT ON TABLE read.waivers TO ledger_reader;
GRANT SELECT ON TABLE read.waivers TO gateway;

GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE read_v2.deadlines TO projector;

GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE read_v2.dwell TO projector;

GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE read_v2.enterprises TO projector;

GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE read_v2.escalations TO projector;

GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE read_v2.occupancy TO projector;

GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE read_v2.reasons TO projector;

GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE read_v2.risk_batches TO projector;

GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE read_v2.risk_cells TO projector;

GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE read_v2.risk_levels TO projector;

GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE read_v2.risk_pairs TO projector;

GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE read_v2.status TO projector;

GRANT SELECT,INSERT,DELETE,TRUNCATE,UPDATE ON TABLE read_v2.waivers TO projector;

ALTER DEFAULT PRIVILEGES FOR ROLE projections_owner IN SCHEMA projections GRANT SELECT ON TABLES TO ledger_writer;
ALTER DEFAULT PRIVILEGES FOR ROLE projections_owner IN SCHEMA projections GRANT SELECT ON TABLES TO ledger_reader;
ALTER DEFAULT PRIVILEGES FOR ROLE projections_owner IN SCHEMA projections GRANT SELECT ON TABLES TO gateway;

ALTER DEFAULT PRIVILEGES FOR ROLE projections_owner IN SCHEMA read GRANT SELECT ON TABLES TO ledger_writer;
ALTER DEFAULT PRIVILEGES FOR ROLE projections_owner IN SCHEMA read GRANT SELECT ON TABLES TO ledger_reader;
ALTER DEFAULT PRIVILEGES FOR ROLE projections_owner IN SCHEMA read GRANT SELECT ON TABLES TO gateway;

ALTER DEFAULT PRIVILEGES FOR ROLE projections_owner IN SCHEMA read_v1 GRANT SELECT,INSERT,DELETE,UPDATE ON TABLES TO projector;
