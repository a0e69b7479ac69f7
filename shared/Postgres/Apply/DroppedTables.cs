using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Schema.Evolution;
using CdcFunctions.Postgres.Tables;
using Npgsql;

namespace CdcFunctions.Postgres.Apply;

/// <summary>Settles tables that a schema-change record says are gone: no event of theirs will come to do it.</summary>
/// <remarks>Not thread-safe. A table is kept with its rows; policy and history are those of every other change.</remarks>
public sealed class DroppedTables(NpgsqlDataSource warehouse, TableEvolution evolution, SchemaCatalog schemas, CdcOptions options)
{
    private readonly SourceRouter _router = new(options.Sources);
    private readonly HashSet<SourceTable> _settled = new(ReferenceEqualityComparer.Instance);

    /// <summary>Settles those not settled yet; returns how many there were.</summary>
    /// <exception cref="NpgsqlException">PostgreSQL is away or refuses; the rest is settled next time.</exception>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var settled = 0;
        foreach (var record in schemas.Tables.Where(record => record.IsDropped && !_settled.Contains(record)))
        {
            if (_router.Find(record.Topic) is { } source)
            {
                settled += await SettleAsync(record, source, cancellation) ? 1 : 0;
            }

            _settled.Add(record);
        }

        return settled;
    }

    private async Task<bool> SettleAsync(SourceTable record, SourceOptions source, CancellationToken cancellation)
    {
        var name = new TableName(source.Name, record.Namespace, record.Table);
        var table = new EvolvingTable(name, TargetTableName.For(source, name), source.Table(record.Table), HasCellTimes: false);
        await using (var connection = await warehouse.OpenConnectionAsync(cancellation))
        {
            if (await TableCatalog.LoadAsync(connection, table.Target, cancellation) is null)
            {
                return false;
            }
        }

        await using var transaction = new SchemaTransaction(warehouse);
        await evolution.SettleAsync(table, [RecordedShape.Of(record, source) with { IsDropped = true }], transaction, cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }
}
