using BenchmarkDotNet.Attributes;
using CdcFunctions.Benchmarks.Apply;
using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Tables;

namespace CdcFunctions.Benchmarks.Micro;

/// <summary>Folded rows into the column arrays of a statement, as PostgreSQL takes them; one operation is one row of 10 columns.</summary>
public class ColumnMicro : IDisposable
{
    private const int BatchSize = 5000;
    private const int Server = 15;

    private readonly ChangeBatch _batch = new();
    private TargetState? _target;
    private PresenceGroup? _rows;
    private RowEncoding? _encoding;

    /// <summary>Makes the rows and the table they go to.</summary>
    [GlobalSetup]
    public void Setup()
    {
        new RowFactory().Decode([.. Enumerable.Range(0, BatchSize).Select(i => new SourceRecord("bench", 0, i, null, null, 0))], _batch);
        var changes = _batch.Tables[0];
        var shape = changes.Columns.Select(column => column.Shape).ToArray();
        var table = Table();
        var binding = TableBinding.Bind(shape, TableOptions.Default, table, Server);
        _target = new TargetState(1, table, new BoundShape(binding, shape));
        _encoding = new RowEncoding(_target, changes);
        _rows = PresenceGroups.Of(changes.Columns, _encoding.Fold().Upserts)[0];
    }

    /// <summary>Builds the arrays of a batch.</summary>
    [Benchmark(OperationsPerInvoke = BatchSize)]
    public int BuildColumns()
    {
        using var command = _encoding!.Upsert(_rows!);
        return command.Rows;
    }

    /// <inheritdoc />
    [GlobalCleanup]
    public void Dispose()
    {
        _encoding?.Dispose();
        _batch.Dispose();
        GC.SuppressFinalize(this);
    }

    private static TargetTable Table() => new()
    {
        Oid = 1,
        Name = new TargetTableName("bench", "orders"),
        PrimaryKey = ["id"],
        UniqueKeys = [["id"]],
        Columns =
        [
            Column("id", "int8"), Column("customer", "int4"), Column("email", "text"), Column("status", "text"), Column("amount", "numeric"),
            Column("is_paid", "bool"), Column("created", "timestamptz"), Column("changed", "timestamptz"), Column("detail", "jsonb"), Column("note", "text"),
            Column(BookkeepingColumns.Version, "int8"), Column(BookkeepingColumns.Sequence, "int8"),
            Column(BookkeepingColumns.SourceTime, "timestamptz"), Column(BookkeepingColumns.AppliedAt, "timestamptz"),
        ],
    };

    private static TargetColumn Column(string name, string type)
        => new() { Name = name, Type = new PgType { Oid = 1, Schema = "pg_catalog", Name = type, Display = type } };
}
