CREATE SCHEMA audit;

ALTER SCHEMA audit OWNER TO ledger_owner;

CREATE SCHEMA gateway;

ALTER SCHEMA gateway OWNER TO ledger_owner;

CREATE SCHEMA imports;

ALTER SCHEMA imports OWNER TO ledger_owner;

CREATE SCHEMA notices;

ALTER SCHEMA notices OWNER TO ledger_owner;

CREATE TABLE audit.sweeps (
    number bigint NOT NULL,
    "position" bigint NOT NULL,
    judged integer NOT NULL,
    unsound integer NOT NULL,
    finished_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);

ALTER TABLE audit.sweeps OWNER TO ledger_owner;

ALTER TABLE audit.sweeps ALTER COLUMN number ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME audit.sweeps_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE audit.verdicts (
    consignment text NOT NULL,
    verdict text NOT NULL,
    why text NOT NULL,
    version integer NOT NULL,
    hash text NOT NULL,
    run_ids text[] NOT NULL,
    judged_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);

ALTER TABLE audit.verdicts OWNER TO ledger_owner;

CREATE TABLE gateway.interventions (
    message bigint NOT NULL,
    action text NOT NULL,
    officer text NOT NULL,
    reason text NOT NULL,
    at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    CONSTRAINT interventions_action_check CHECK ((action = ANY (ARRAY['retried'::text, 'discarded'::text, 'attached'::text])))
);

ALTER TABLE gateway.interventions OWNER TO ledger_owner;

CREATE TABLE gateway.matching (
    one boolean DEFAULT true NOT NULL,
    "position" bigint NOT NULL,
    CONSTRAINT matching_one_check CHECK (one)
);

ALTER TABLE gateway.matching OWNER TO ledger_owner;

CREATE TABLE gateway.messages (
    number bigint NOT NULL,
    system text NOT NULL,
    message_id text NOT NULL,
    digest text NOT NULL,
    type text NOT NULL,
    occurred_at timestamp with time zone NOT NULL,
    received_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    raw text NOT NULL,
    aliases text[] NOT NULL,
    copies integer DEFAULT 1 NOT NULL,
    consignment text,
    status text DEFAULT 'received'::text NOT NULL,
    attempts integer DEFAULT 0 NOT NULL,
    last_error text,
    delivered_at timestamp with time zone,
    next_try_at timestamp with time zone,
    danger text,
    told_at timestamp with time zone,
    rivals text[],
    assigned text,
    assigned_box text,
    CONSTRAINT messages_check CHECK (((status = 'delivered'::text) = (delivered_at IS NOT NULL))),
    CONSTRAINT messages_danger_check CHECK ((danger = ANY (ARRAY['alarm'::text, 'unread'::text]))),
    CONSTRAINT messages_next_try_check CHECK (((status = 'dead'::text) OR ((status = ANY (ARRAY['delivered'::text, 'discarded'::text])) = (next_try_at IS NULL)))),
    CONSTRAINT messages_status_check CHECK ((status = ANY (ARRAY['received'::text, 'delivered'::text, 'parked'::text, 'failed'::text, 'dead'::text, 'discarded'::text])))
);

ALTER TABLE gateway.messages OWNER TO ledger_owner;

ALTER TABLE gateway.messages ALTER COLUMN number ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME gateway.messages_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE gateway.oversized (
    number bigint NOT NULL,
    system text NOT NULL,
    message_id text NOT NULL,
    digest text NOT NULL,
    raw bytea NOT NULL,
    received_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    copies integer DEFAULT 1 NOT NULL,
    told_at timestamp with time zone,
    why text DEFAULT 'too-large'::text NOT NULL,
    CONSTRAINT oversized_why_check CHECK ((why = ANY (ARRAY['too-large'::text, 'unreadable'::text])))
);

ALTER TABLE gateway.oversized OWNER TO ledger_owner;

ALTER TABLE gateway.oversized ALTER COLUMN number ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME gateway.oversized_number_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);

CREATE TABLE gateway.refused (
    system text NOT NULL,
    why text NOT NULL,
    first_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    last_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    said text NOT NULL,
    CONSTRAINT refused_why_check CHECK ((why = ANY (ARRAY['signature'::text, 'timestamp'::text])))
);

ALTER TABLE gateway.refused OWNER TO ledger_owner;

CREATE VIEW gateway.too_large AS
 SELECT system,
    message_id,
    octet_length(raw) AS bytes,
    received_at,
    copies,
    why
   FROM gateway.oversized;

ALTER VIEW gateway.too_large OWNER TO ledger_owner;

CREATE VIEW gateway.waiting AS
 SELECT status,
    received_at,
    last_error,
    danger,
    number,
    system,
    type,
    aliases
   FROM gateway.messages
  WHERE (status <> ALL (ARRAY['delivered'::text, 'discarded'::text]));

ALTER VIEW gateway.waiting OWNER TO ledger_owner;

CREATE TABLE imports.batches (
    id text NOT NULL,
    file text NOT NULL,
    consignments integer NOT NULL,
    stored_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);

ALTER TABLE imports.batches OWNER TO ledger_owner;

CREATE TABLE imports.consignments (
    batch text NOT NULL,
    number integer NOT NULL,
    tracking_no text NOT NULL,
    registration jsonb NOT NULL,
    outcome text,
    why text,
    CONSTRAINT consignments_outcome_check CHECK ((outcome = ANY (ARRAY['starting'::text, 'started'::text, 'known'::text, 'refused'::text])))
);

ALTER TABLE imports.consignments OWNER TO ledger_owner;

CREATE TABLE notices.attempts (
    alarm text NOT NULL,
    target text NOT NULL,
    attempt integer NOT NULL,
    status text NOT NULL,
    why text NOT NULL,
    at timestamp with time zone NOT NULL,
    until timestamp with time zone,
    stream text NOT NULL,
    number text NOT NULL,
    kind text NOT NULL,
    party text NOT NULL,
    level smallint NOT NULL,
    subject text NOT NULL,
    box text,
    deadline text,
    stage text NOT NULL,
    raised_at timestamp with time zone NOT NULL,
    danger text,
    CONSTRAINT attempts_attempt_check CHECK ((attempt >= 0)),
    CONSTRAINT attempts_check CHECK (((attempt = 0) = (status = ANY (ARRAY['held'::text, 'digest'::text])))),
    CONSTRAINT attempts_status_check CHECK ((status = ANY (ARRAY['sent'::text, 'failed'::text, 'held'::text, 'digest'::text])))
);

ALTER TABLE notices.attempts OWNER TO ledger_owner;

ALTER TABLE ONLY audit.sweeps
    ADD CONSTRAINT sweeps_pkey PRIMARY KEY (number);

ALTER TABLE ONLY audit.verdicts
    ADD CONSTRAINT verdicts_pkey PRIMARY KEY (consignment);

ALTER TABLE ONLY gateway.matching
    ADD CONSTRAINT matching_pkey PRIMARY KEY (one);

ALTER TABLE ONLY gateway.messages
    ADD CONSTRAINT messages_pkey PRIMARY KEY (system, message_id, digest);

ALTER TABLE ONLY gateway.oversized
    ADD CONSTRAINT oversized_pkey PRIMARY KEY (system, message_id, digest);

ALTER TABLE ONLY gateway.refused
    ADD CONSTRAINT refused_pkey PRIMARY KEY (system, why);

ALTER TABLE ONLY imports.batches
    ADD CONSTRAINT batches_pkey PRIMARY KEY (id);

ALTER TABLE ONLY imports.consignments
    ADD CONSTRAINT consignments_pkey PRIMARY KEY (batch, number);

ALTER TABLE ONLY notices.attempts
    ADD CONSTRAINT attempts_pkey PRIMARY KEY (alarm, target, attempt);

CREATE INDEX interventions_by_message ON gateway.interventions USING btree (message, at);

CREATE UNIQUE INDEX messages_by_number ON gateway.messages USING btree (number);

CREATE INDEX messages_by_status ON gateway.messages USING btree (status, number);

CREATE INDEX messages_heard ON gateway.messages USING btree (system, received_at);

CREATE INDEX messages_unmatched ON gateway.messages USING gin (aliases) WHERE ((status = ANY (ARRAY['parked'::text, 'dead'::text])) AND (consignment IS NULL));

CREATE INDEX messages_untold ON gateway.messages USING btree (number) WHERE ((danger IS NOT NULL) AND (told_at IS NULL) AND ((status <> ALL (ARRAY['delivered'::text, 'discarded'::text])) OR (rivals IS NOT NULL)));

CREATE INDEX messages_waiting ON gateway.messages USING btree (next_try_at) WHERE (next_try_at IS NOT NULL);

CREATE INDEX oversized_by_time ON gateway.oversized USING btree (received_at);

CREATE INDEX oversized_untold ON gateway.oversized USING btree (number) WHERE (told_at IS NULL);

CREATE INDEX attempts_by_number ON notices.attempts USING btree (number, at);

CREATE INDEX attempts_by_time ON notices.attempts USING btree (at);

CREATE TRIGGER messages_are_kept BEFORE DELETE OR TRUNCATE ON gateway.messages FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change_v1();

ALTER TABLE gateway.messages ENABLE ALWAYS TRIGGER messages_are_kept;

CREATE TRIGGER messages_get_receipts AFTER INSERT ON gateway.messages FOR EACH ROW EXECUTE FUNCTION ledger.give_receipt_v1();

ALTER TABLE gateway.messages ENABLE ALWAYS TRIGGER messages_get_receipts;

CREATE TRIGGER messages_stay_as_they_came BEFORE UPDATE OF number, system, message_id, digest, type, occurred_at, received_at, raw ON gateway.messages FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change_v1();

ALTER TABLE gateway.messages ENABLE ALWAYS TRIGGER messages_stay_as_they_came;

GRANT USAGE ON SCHEMA audit TO ledger_writer;
GRANT USAGE ON SCHEMA audit TO ledger_reader;

GRANT USAGE ON SCHEMA gateway TO gateway;
GRANT USAGE ON SCHEMA gateway TO ledger_reader;
GRANT USAGE ON SCHEMA gateway TO ledger_writer;

GRANT USAGE ON SCHEMA imports TO importer;
GRANT USAGE ON SCHEMA imports TO ledger_writer;
GRANT USAGE ON SCHEMA imports TO ledger_reader;

GRANT USAGE ON SCHEMA notices TO ledger_writer;
GRANT USAGE ON SCHEMA notices TO ledger_reader;

GRANT SELECT,INSERT ON TABLE audit.sweeps TO ledger_writer;
GRANT SELECT ON TABLE audit.sweeps TO ledger_reader;

GRANT SELECT,INSERT,UPDATE ON TABLE audit.verdicts TO ledger_writer;
GRANT SELECT ON TABLE audit.verdicts TO ledger_reader;

GRANT SELECT,INSERT ON TABLE gateway.interventions TO gateway;
GRANT SELECT ON TABLE gateway.interventions TO ledger_reader;

GRANT SELECT,INSERT,UPDATE ON TABLE gateway.matching TO gateway;
GRANT SELECT ON TABLE gateway.matching TO ledger_reader;

GRANT SELECT,INSERT,UPDATE ON TABLE gateway.messages TO gateway;
GRANT SELECT ON TABLE gateway.messages TO ledger_reader;

GRANT SELECT,INSERT,UPDATE ON TABLE gateway.oversized TO gateway;
GRANT SELECT ON TABLE gateway.oversized TO ledger_reader;

GRANT SELECT,INSERT,UPDATE ON TABLE gateway.refused TO gateway;
GRANT SELECT ON TABLE gateway.refused TO ledger_writer;
GRANT SELECT ON TABLE gateway.refused TO ledger_reader;

GRANT SELECT ON TABLE gateway.too_large TO ledger_writer;
GRANT SELECT ON TABLE gateway.too_large TO ledger_reader;

GRANT SELECT ON TABLE gateway.waiting TO ledger_writer;
GRANT SELECT ON TABLE gateway.waiting TO ledger_reader;
GRANT SELECT ON TABLE gateway.waiting TO gateway;

GRANT SELECT,INSERT ON TABLE imports.batches TO importer;
GRANT SELECT ON TABLE imports.batches TO ledger_writer;
GRANT SELECT ON TABLE imports.batches TO ledger_reader;

GRANT SELECT,INSERT ON TABLE imports.consignments TO importer;
GRANT SELECT ON TABLE imports.consignments TO ledger_writer;
GRANT SELECT ON TABLE imports.consignments TO ledger_reader;

GRANT UPDATE(outcome) ON TABLE imports.consignments TO ledger_writer;

GRANT UPDATE(why) ON TABLE imports.consignments TO ledger_writer;

GRANT SELECT,INSERT ON TABLE notices.attempts TO ledger_writer;
GRANT SELECT ON TABLE notices.attempts TO ledger_reader;
