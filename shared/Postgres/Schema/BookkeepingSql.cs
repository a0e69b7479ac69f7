namespace CdcFunctions.Postgres.Schema;

/// <summary>SQL of <see cref="BookkeepingSchema"/>.</summary>
internal static class BookkeepingSql
{
    public const string Exists = "select to_regclass('cdc.migration') is not null";

    public const string Count = "select count(*) from cdc.migration";

    public const string CreateSchema =
        """
        create schema if not exists cdc;
        create table if not exists cdc.migration (name text primary key, applied_at timestamptz not null default now());
        """;

    public const string Applied = "select name from cdc.migration";

    public const string Record = "insert into cdc.migration (name) values (@name)";
}
