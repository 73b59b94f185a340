"""What a migrated database looks like, as text: its schema, and who may do what."""

import subprocess
from collections.abc import Iterable, Sequence
from itertools import groupby

import asyncpg

from workers.stack.postgres_programs import binary

ROLES = (
    "ledger_owner",
    "projections_owner",
    "ledger_writer",
    "ledger_reader",
    "projector",
    "gateway",
    "importer",
    "migrator",
)

_NOISE = ("--", "\\restrict", "\\unrestrict", "SET ", "SELECT pg_catalog.set_config")

OBJECTS = """
    with ours as (
      select oid, nspname from pg_namespace
      where nspname !~ '^(pg_|information_schema$|public$)'
    ),
    objects as (
      select n.nspname as schema, '' as name, 'schema' as kind, s.nspowner as owner, s.nspacl as acl
      from ours n join pg_namespace s using (oid)
      union all
      select n.nspname, c.relname,
        case c.relkind when 'v' then 'view' when 'S' then 'sequence' else 'table' end,
        c.relowner, c.relacl
      from ours n join pg_class c on c.relnamespace = n.oid
      where c.relkind in ('r', 'p', 'v', 'm', 'S')
      union all
      select n.nspname, p.proname || '()', 'function', p.proowner,
        coalesce(p.proacl, acldefault('f', p.proowner))
      from ours n join pg_proc p on p.pronamespace = n.oid
    )
    select
      o.schema, o.schema || case when o.name = '' then '' else '.' || o.name end as object, o.kind,
      pg_get_userbyid(o.owner) as owner,
      coalesce(nullif(a.grantee, 0)::regrole::text, case when a.grantee = 0 then 'public' end)
        as grantee,
      lower(a.privilege_type) as privilege
    from objects o
    left join lateral aclexplode(o.acl) a on a.grantee <> o.owner
    order by o.schema, o.name <> '', o.kind desc, object, grantee, privilege
"""


def schema(dsn: str, *schemas: str) -> str:
    """These schemas as SQL statements, without what differs from server to server."""
    chosen = [f"--schema={name}" for name in schemas]
    command = [str(binary("pg_dump")), "--schema-only", *chosen, dsn]
    dumped = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    kept = [line for line in dumped.splitlines() if not line.startswith(_NOISE)]
    return _squeezed(kept)


def _squeezed(lines: Iterable[str]) -> str:
    """Without repeated and leading empty lines."""
    blocks = (list(block) for full, block in groupby(lines, bool) if full)
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


async def permissions(dsn: str) -> str:
    """A table of every object: its owner, and what each of the others may do with it."""
    connection = await asyncpg.connect(dsn)
    try:
        rows = await connection.fetch(OBJECTS)
    finally:
        await connection.close()
    columns = [role for role in ROLES if not role.endswith("owner") and role != "migrator"]
    lines = [
        f"| object | kind | owner | {' | '.join(columns)} |",
        f"|---|---|---|{'---|' * len(columns)}",
    ]
    for (name, kind, owner), found in groupby(
        rows, lambda row: (row["object"], row["kind"], row["owner"])
    ):
        granted = list(found)
        strangers = {row["grantee"] for row in granted} - {*columns, None}
        assert not strangers, f"{name} is open to {strangers}"
        cells = [_granted(granted, column) for column in columns]
        lines.append(f"| `{name}` | {kind} | {owner} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _granted(rows: Sequence[asyncpg.Record], role: str) -> str:
    return ", ".join(row["privilege"] for row in rows if row["grantee"] == role)
