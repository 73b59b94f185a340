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
