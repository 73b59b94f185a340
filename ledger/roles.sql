-- Groups with the least rights each needs; none can log in. They belong to the whole cluster, so
-- this is no migration: it runs before every migration and does only what is missing. Who may not
-- create roles finds nothing to do once an administrator has run it.
do $$
declare
  groups constant text[] := array[
    'ledger_owner', 'projections_owner', 'ledger_writer', 'ledger_reader', 'projector', 'gateway',
    'importer', 'migrator'
  ];
  owners constant text[] := array['ledger_owner', 'projections_owner'];
  wanted text;
begin
  foreach wanted in array groups loop
    if to_regrole(wanted) is null then
      execute format('create role %I nologin', wanted);
    end if;
  end loop;

  foreach wanted in array owners loop
    if not has_database_privilege(wanted, current_database(), 'create') then
      execute format('grant create on database %I to %I', current_database(), wanted);
    end if;
    if not pg_has_role('migrator', wanted, 'member') then
      execute format('grant %I to migrator', wanted);
    end if;
  end loop;

  if has_schema_privilege('public', 'public', 'create') then
    revoke create on schema public from public;
  end if;

  if has_database_privilege('public', current_database(), 'connect') then
    execute format('revoke all on database %I from public', current_database());
    foreach wanted in array groups loop
      execute format('grant connect on database %I to %I', current_database(), wanted);
    end loop;
  end if;
end
$$;
