-- Who was called, and what came of it: a line for each try, and for each notice that waits. Written
-- after people were told, and never changed: whether somebody answered is asked of the ledger.
create schema notices;

create table notices.attempts (
  alarm     text        not null,              -- the key of the alarm: the id of its event
  target    text        not null,              -- as the routes name it; `file` is the noticeboard
  attempt   integer     not null check (attempt >= 0),
  status    text        not null check (status in ('sent', 'failed', 'held', 'digest')),
  why       text        not null,
  at        timestamptz not null,
  until     timestamptz,                       -- when it will be told, if it waits
  stream    text        not null,
  number    text        not null,
  kind      text        not null,              -- the type of the event
  party     text        not null,
  level     smallint    not null,
  subject   text        not null,
  box       text,
  deadline  text,                              -- of an escalation, which can be acknowledged
  stage     text        not null,
  raised_at timestamptz not null,
  primary key (alarm, target, attempt),
  check ((attempt = 0) = (status in ('held', 'digest')))
);

create index attempts_by_number on notices.attempts (number, at);
create index attempts_by_time on notices.attempts (at);

grant usage on schema notices to ledger_writer, ledger_reader;
grant insert on notices.attempts to ledger_writer;
grant select on notices.attempts to ledger_reader;
