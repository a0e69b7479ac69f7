using System.Data.Common;
using Npgsql;

namespace CdcFunctions.Postgres.Schema.Evolution;

/// <summary>The transaction of a batch that changes tables before it writes rows: both stand, or neither.</summary>
/// <remarks>Not thread-safe. Opens nothing until a table has to change; disposing without a commit undoes everything.</remarks>
public sealed class SchemaTransaction(DbDataSource warehouse) : IAsyncDisposable
{
    private readonly List<Action> _committed = [];
    private NpgsqlConnection? _connection;
    private NpgsqlTransaction? _transaction;

    /// <summary>True for a trial: what a table waits for is not written either.</summary>
    public bool IsTrial { get; init; }

    /// <summary>The connection inside the transaction; null while no table has changed.</summary>
    public NpgsqlConnection? Connection => _connection;

    /// <summary>The connection, with the transaction begun.</summary>
    /// <param name="lockTimeout">Longest wait for a lock.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<NpgsqlConnection> BeginAsync(TimeSpan lockTimeout, CancellationToken cancellation)
    {
        if (_connection is { } open)
        {
            return open;
        }

        // Changing tables speaks Npgsql; only batches go to whatever stands for PostgreSQL.
        var connection = (NpgsqlConnection)await warehouse.OpenConnectionAsync(cancellation);
        try
        {
            _transaction = await connection.BeginTransactionAsync(cancellation);
            await using var command = new NpgsqlCommand("select pg_catalog.set_config('lock_timeout', $1, true)", connection);
            command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = FormattableString.Invariant($"{lockTimeout.TotalMilliseconds:0}") });
            await command.ExecuteNonQueryAsync(cancellation);
            return _connection = connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Does this once the commit stands: only then may anyone else learn of the change.</summary>
    public void AfterCommit(Action action) => _committed.Add(action);

    /// <summary>Commits what was begun; nothing when nothing was.</summary>
    public async Task CommitAsync(CancellationToken cancellation)
    {
        if (_transaction is not null)
        {
            await _transaction.CommitAsync(cancellation);
        }

        _committed.ForEach(static action => action());
        _committed.Clear();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _committed.Clear();
        if (_connection is { } connection)
        {
            // It may begin anew; a transaction left behind here would be another one's by then, because Npgsql uses the object again.
            var transaction = _transaction!;
            (_connection, _transaction) = (null, null);
            await transaction.DisposeAsync();
            await connection.DisposeAsync();
        }
    }
}
