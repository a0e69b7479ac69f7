using Npgsql;

namespace CdcFunctions.EndToEnd.Host;

/// <summary>Triggers that note every write that takes effect, on target tables from their creation on and on the tombstones.</summary>
internal static class WriteAudit
{
    private const string Install =
        """
        create schema audit;
        create table audit.write (relation text not null, op text not null, key text not null, version bigint not null, owner int not null default pg_backend_pid());

        create function audit.note_rows() returns trigger language plpgsql as $$
        begin
            insert into audit.write (relation, op, key, version) select tg_table_name, tg_op, id::text, _cdc_version from touched;
            return null;
        end $$;

        create function audit.note_tombstones() returns trigger language plpgsql as $$
        begin
            insert into audit.write (relation, op, key, version) select 'tombstone', 'DELETE', table_id || ' ' || encode(key, 'hex'), version from touched;
            return null;
        end $$;

        create function audit.watch() returns event_trigger language plpgsql as $$
        declare made record;
        begin
            for made in select object_identity from pg_event_trigger_ddl_commands() where command_tag = 'CREATE TABLE' and schema_name = 'shop' loop
                execute format('create trigger audit_insert after insert on %s referencing new table as touched for each statement execute function audit.note_rows()', made.object_identity);
                execute format('create trigger audit_update after update on %s referencing new table as touched for each statement execute function audit.note_rows()', made.object_identity);
            end loop;
        end $$;

        create event trigger audit_tables on ddl_command_end when tag in ('CREATE TABLE') execute function audit.watch();
        create trigger audit_insert after insert on cdc.tombstone referencing new table as touched for each statement execute function audit.note_tombstones();
        create trigger audit_update after update on cdc.tombstone referencing new table as touched for each statement execute function audit.note_tombstones();
        """;

    private const string Repeated =
        """
        select coalesce(string_agg(relation || ' ' || key || ' at ' || version || ' x' || times, '; '), '')
        from (select relation, key, version, count(*) as times from audit.write group by relation, key, version having count(*) > 1 limit 20) as repeated
        """;

    /// <summary>Begins to watch; call it before the first host starts, after the migrations.</summary>
    public static Task InstallAsync(NpgsqlDataSource database) => ExecuteAsync(database, Install);

    /// <summary>Number of writes that took effect.</summary>
    public static async Task<long> CountAsync(NpgsqlDataSource database) => (long)(await ExecuteAsync(database, "select count(*) from audit.write"))!;

    /// <summary>Fails when a change of one version took effect on one key more than once.</summary>
    public static async Task AssertNothingTwiceAsync(NpgsqlDataSource database)
        => Assert.Equal("", (string)(await ExecuteAsync(database, Repeated))!);

    private static async Task<object?> ExecuteAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
