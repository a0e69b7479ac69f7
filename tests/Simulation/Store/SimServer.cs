using System.Net.Sockets;
using CdcFunctions.Simulation.Faults;
using CdcFunctions.Simulation.Store.Statements;
using CdcFunctions.Simulation.World;
using Npgsql;

namespace CdcFunctions.Simulation.Store;

/// <summary>The simulated PostgreSQL: takes time, keeps locks, loses lines, refuses logins; what it does to the data is the statements' business.</summary>
internal sealed class SimServer(Agenda agenda, Trace trace, Random chance, StoreState state, FaultPlan faults) : IStoreServer
{
    private static readonly TimeSpan CommandTimeout = TimeSpan.FromSeconds(30);

    private readonly StoreLocks _locks = new();
    private readonly List<SimConnection> _connections = [];

    /// <summary>Called with each transaction just before it becomes visible.</summary>
    public Action<StoreTransaction>? Committing { get; set; }

    /// <summary>Called with each transaction that has become visible.</summary>
    public Action<StoreTransaction>? Committed { get; set; }

    /// <inheritdoc/>
    public Task OpenAsync(SimConnection connection, CancellationToken cancellation)
    {
        var answer = new TaskCompletionSource();
        CancelWith(answer, connection, cancellation);
        agenda.Add(Latency(), connection.Machine, () =>
        {
            if (faults.IsLoginRefused)
            {
                trace.Add($"{connection.Machine} login refused");
                answer.TrySetException(Refusal("28P01", "password authentication failed for user \"cdc_writer\""));
            }
            else if (faults.IsDown)
            {
                answer.TrySetException(new NpgsqlException("Failed to connect to simulated:5432", new SocketException((int)SocketError.ConnectionRefused)));
            }
            else
            {
                _connections.Add(connection);
                answer.TrySetResult();
            }
        });
        return answer.Task;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<StatementResult>> AnswerAsync(SimConnection connection, StoreRequest request, CancellationToken cancellation)
    {
        var answer = new TaskCompletionSource<IReadOnlyList<StatementResult>>();
        if (connection.IsBroken)
        {
            return Task.FromException<IReadOnlyList<StatementResult>>(new NpgsqlException("The connection is broken."));
        }

        var fate = request.Fence is null && connection.Transaction is null ? RequestFate.Answered : faults.NextFate();
        if (fate != RequestFate.Answered)
        {
            trace.Add($"{connection.Machine} {fate}");
        }

        CancelWith(answer, connection, cancellation);
        var sent = new Sent(connection, request, fate, answer);
        switch (fate)
        {
            case RequestFate.SenderDies:
                faults.Kill(connection.Machine!);
                return answer.Task;
            case RequestFate.SenderFreezes:
                faults.Freeze(connection.Machine!);
                connection.Machine!.After(TimeSpan.Zero, () => Send(sent));
                return answer.Task;
            case RequestFate.LineCut:
                agenda.Add(Latency(), connection.Machine, () => Fail(answer, connection, LineCut()));
                return answer.Task;
            default:
                Send(sent);
                return answer.Task;
        }
    }

    /// <inheritdoc/>
    public void Close(SimConnection connection) => agenda.Add(Latency(), null, () => Drop(connection));

    /// <summary>The server notices that a process is gone: its transactions are rolled back.</summary>
    public void Forget(Machine machine)
    {
        foreach (var connection in _connections.Where(c => c.Machine == machine).ToList())
        {
            agenda.Add(TimeSpan.FromMilliseconds(chance.Next(2_000)), null, () => Drop(connection));
        }
    }

    private void Send(Sent sent)
    {
        sent.Connection.Machine!.After(CommandTimeout, () => Fail(sent.Answer, sent.Connection, new NpgsqlException("Exception while reading from stream", new TimeoutException("Timeout during reading attempt"))));
        agenda.Add(Latency(), null, () => Arrive(sent));
    }

    private void Arrive(Sent sent)
    {
        var (connection, request, fate, answer) = sent;
        if (connection.IsBroken || answer.Task.IsCompleted)
        {
            // Given up meanwhile: the cancel request came first.
            return;
        }

        var transaction = connection.Transaction ?? new StoreTransaction(state, connection.Machine);
        var (exclusive, shared) = request.Locks();
        if (!_locks.Take(transaction, exclusive, shared))
        {
            _locks.Wait(() => agenda.Add(TimeSpan.FromMicroseconds(chance.Next(100)), null, () => Arrive(sent)));
            return;
        }

        connection.Transaction = transaction;
        try
        {
            if (fate == RequestFate.Conflict)
            {
                throw Refusal(chance.Next(2) == 0 ? "40001" : "40P01", "simulated");
            }

            var results = request.Steps.Select(step => step.Statement?.Run(transaction, step.Arguments) ?? StatementResult.Nothing).ToList();
            var isEnd = request.Commits || (!request.Begins && !sent.IsInside);
            trace.Add($"{connection.Machine} {(request.RollsBack ? "rolls back" : isEnd ? "commits" : "runs")} {request.Steps.Count} steps {request.Place}");
            if (request.RollsBack)
            {
                Rollback(connection);
            }
            else if (isEnd)
            {
                Commit(connection, transaction);
            }

            Reply(sent, results);
        }
        catch (PostgresException refused)
        {
            trace.Add($"{connection.Machine} refused {refused.SqlState} {request.Place}");
            Rollback(connection);
            connection.Machine!.After(Latency(), () => answer.TrySetException(refused));
        }
    }

    private void Reply(Sent sent, IReadOnlyList<StatementResult> results)
    {
        switch (sent.Fate)
        {
            case RequestFate.SenderDiesAfter:
                faults.Kill(sent.Connection.Machine!);
                break;
            case RequestFate.LineCutAfter:
                sent.Connection.Machine!.After(Latency(), () => Fail(sent.Answer, sent.Connection, LineCut()));
                break;
            case RequestFate.Hangs:
                break;
            default:
                sent.Connection.Machine!.After(Latency(), () => sent.Answer.TrySetResult(results));
                break;
        }
    }

    private void Commit(SimConnection connection, StoreTransaction transaction)
    {
        Committing?.Invoke(transaction);
        transaction.Commit();
        Committed?.Invoke(transaction);
        connection.Transaction = null;
        _locks.Free(transaction);
    }

    private void Rollback(SimConnection connection)
    {
        if (connection.Transaction is { } transaction)
        {
            connection.Transaction = null;
            _locks.Free(transaction);
        }
    }

    private void Drop(SimConnection connection)
    {
        connection.IsBroken = true;
        _connections.Remove(connection);
        Rollback(connection);
    }

    private void Fail<T>(TaskCompletionSource<T> answer, SimConnection connection, Exception failure)
    {
        if (answer.TrySetException(failure))
        {
            agenda.Add(TimeSpan.FromMilliseconds(chance.Next(500)), null, () => Drop(connection));
        }
    }

    private static void CancelWith(TaskCompletionSource answer, SimConnection connection, CancellationToken cancellation)
        => cancellation.Register(() => connection.Machine!.Soon(() => answer.TrySetCanceled(cancellation)));

    private static void CancelWith<T>(TaskCompletionSource<T> answer, SimConnection connection, CancellationToken cancellation)
        => cancellation.Register(() => connection.Machine!.Soon(() => answer.TrySetCanceled(cancellation)));

    private TimeSpan Latency() => TimeSpan.FromMicroseconds(chance.Next(100, 6_000)) * (faults.IsSlow ? 100 : 1);

    private static NpgsqlException LineCut() => new("Exception while reading from stream", new IOException("Connection reset by peer"));

    private static PostgresException Refusal(string state, string message) => new(message, "ERROR", "ERROR", state);

    private sealed record Sent(SimConnection Connection, StoreRequest Request, RequestFate Fate, TaskCompletionSource<IReadOnlyList<StatementResult>> Answer)
    {
        /// <summary>Whether a transaction was open when it was sent.</summary>
        public bool IsInside { get; } = Connection.Transaction is not null;
    }
}
