using CdcFunctions.Postgres.Apply;
using CdcFunctions.Postgres.Transactions;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CdcFunctions.Support.Postgres;

/// <summary>The part of an applier that applies whole transactions, for tests that are about something else.</summary>
public static class TestTransactions
{
    /// <summary>One with counts of its own and the system's clock.</summary>
    public static TransactionApplier Over(NpgsqlDataSource warehouse, TargetBindings bindings)
        => TransactionApplier.Over(warehouse, bindings, new ApplyTally(), new TransactionTally(), TimeProvider.System, NullLogger<TransactionApplier>.Instance);
}
