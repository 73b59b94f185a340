-- A rebuild fills a table of the same shape here, beside the one in use, and then takes its rows over.
create schema read_v2;

create table read_v2.status      (like read_v1.status      including all);
create table read_v2.deadlines   (like read_v1.deadlines   including all);
create table read_v2.dwell       (like read_v1.dwell       including all);
create table read_v2.reasons     (like read_v1.reasons     including all);
create table read_v2.escalations (like read_v1.escalations including all);
create table read_v2.enterprises (like read_v1.enterprises including all);

grant usage on schema read_v2 to projector;
grant select, insert, update, delete, truncate on all tables in schema read_v2 to projector;
