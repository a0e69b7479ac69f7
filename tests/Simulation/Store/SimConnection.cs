using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using CdcFunctions.Simulation.Store.Statements;
using CdcFunctions.Simulation.World;

namespace CdcFunctions.Simulation.Store;

/// <summary>A connection to the simulated store.</summary>
internal sealed class SimConnection(IStoreServer server, Machine? machine) : DbConnection
{
    private ConnectionState _state = ConnectionState.Closed;
    private bool _begins;

    public Machine? Machine { get; } = machine;

    /// <summary>The transaction that is open on the server.</summary>
    public StoreTransaction? Transaction { get; set; }

    /// <summary>Whether the line is cut: nothing arrives any more.</summary>
    public bool IsBroken { get; set; }

    /// <inheritdoc/>
    [AllowNull]
    public override string ConnectionString { get; set; } = "Host=simulated";

    /// <inheritdoc/>
    public override string Database => "simulated";

    /// <inheritdoc/>
    public override string DataSource => "simulated";

    /// <inheritdoc/>
    public override string ServerVersion => "15.0";

    /// <inheritdoc/>
    public override ConnectionState State => _state;

    /// <inheritdoc/>
    public override bool CanCreateBatch => true;

    public async Task<IReadOnlyList<StatementResult>> SendAsync(IEnumerable<StoreStep> steps, CancellationToken cancellation)
    {
        if (!_begins)
        {
            return await server.AnswerAsync(this, new StoreRequest([.. steps]), cancellation).ConfigureAwait(false);
        }

        _begins = false;
        var answers = await server.AnswerAsync(this, new StoreRequest([StoreStep.Begin, .. steps]), cancellation).ConfigureAwait(false);
        return [.. answers.Skip(1)];
    }

    /// <inheritdoc/>
    public override async Task OpenAsync(CancellationToken cancellationToken)
    {
        await server.OpenAsync(this, cancellationToken).ConfigureAwait(false);
        _state = ConnectionState.Open;
    }

    /// <inheritdoc/>
    public override void Close()
    {
        if (_state == ConnectionState.Open)
        {
            _state = ConnectionState.Closed;
            server.Close(this);
        }
    }

    /// <inheritdoc/>
    public override void Open() => throw new NotSupportedException("The product opens asynchronously.");

    /// <inheritdoc/>
    public override void ChangeDatabase(string databaseName) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        Close();
        return base.DisposeAsync();
    }

    /// <inheritdoc/>
    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel)
    {
        _begins = true;
        return new SimTransaction(this);
    }

    /// <inheritdoc/>
    protected override DbCommand CreateDbCommand() => new SimCommand { Connection = this };

    /// <inheritdoc/>
    protected override DbBatch CreateDbBatch() => new SimBatch { Connection = this };

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // Not from the finalizer: the collector keeps no virtual time.
        if (disposing)
        {
            Close();
        }

        base.Dispose(disposing);
    }
}
