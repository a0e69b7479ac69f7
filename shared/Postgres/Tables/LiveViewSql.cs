namespace CdcFunctions.Postgres.Tables;

/// <summary>SQL of <see cref="LiveViews"/> that reads the catalog.</summary>
internal static class LiveViewSql
{
    /// <summary>What stands under a name: kind, comment and columns. No row when the name is free.</summary>
    public const string State =
        """
        select c.relkind::text as kind, pg_catalog.obj_description(c.oid, 'pg_class') as comment,
            array(select a.attname::text from pg_catalog.pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped order by a.attnum) as columns
        from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
        where n.nspname = @Schema and c.relname = @Name
        """;

    /// <summary>Roles other than the owner that may read a relation; NULL for everybody.</summary>
    public const string Readers =
        """
        select r.rolname::text from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
            cross join lateral pg_catalog.aclexplode(c.relacl) as a left join pg_catalog.pg_roles r on r.oid = a.grantee
        where n.nspname = @Schema and c.relname = @Name and a.privilege_type = 'SELECT' and a.grantee <> c.relowner
        """;
}
