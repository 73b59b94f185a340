"""Who works alone, by advisory locks.

Anybody who may connect can take one, so the projector asks who holds it: an outsider cannot keep
it from its work. Two projectors at once do no harm, since checkpoints move by compare-and-set. A
rebuild has no such net: it rather does nothing, and says so.
"""

TRY_LOCK = """
    select pg_try_advisory_lock(hashtextextended('projections.' || $1, 0))
"""

TRY_TO_LEAD = """
    select pg_try_advisory_lock(wanted.key) or not exists (
      select
      from pg_locks held
      join pg_stat_activity holder using (pid)
      where held.locktype = 'advisory' and held.granted and held.objsubid = 1
        and held.database = (select oid from pg_database where datname = current_database())
        and ((held.classid::bigint << 32) | held.objid::bigint) = wanted.key
        and pg_has_role(holder.usesysid, 'projector', 'member')
    )
    from (select hashtextextended('projections.' || $1, 0)) as wanted (key)
"""
