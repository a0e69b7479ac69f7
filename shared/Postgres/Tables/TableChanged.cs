using Npgsql;

namespace CdcFunctions.Postgres.Tables;

/// <summary>Called inside the transaction that changed a target table.</summary>
/// <param name="transaction">The transaction.</param>
/// <param name="before">The table before, or null when it is new.</param>
/// <param name="after">The table after.</param>
/// <param name="statement">The SQL that was run.</param>
/// <param name="cancellation">Gives up; the transaction is rolled back then.</param>
public delegate Task TableChanged(NpgsqlTransaction transaction, TargetTable? before, TargetTable after, string statement, CancellationToken cancellation);
