using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Rules;
using CdcFunctions.Postgres.Schema;
using CdcFunctions.Postgres.Schema.Evolution;
using CdcFunctions.Postgres.Tables;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CdcFunctions.Support.Postgres;

/// <summary>Target bindings as a process has them.</summary>
public static class TestBindings
{
    /// <summary>Bindings over a database.</summary>
    public static TargetBindings Over(NpgsqlDataSource warehouse, TargetTypes types, SchemaCatalog? schemas = null, SchemaOptions? options = null, TimeProvider? time = null, RuleBook? rules = null)
    {
        options ??= new SchemaOptions();
        return new TargetBindings(new TableEvolution(warehouse, options, NullLogger<TableEvolution>.Instance), schemas ?? new SchemaCatalog(), types, options, rules ?? new RuleBook([], new MaskingOptions(), time, warehouse), time ?? TimeProvider.System);
    }
}
