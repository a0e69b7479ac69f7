using CdcFunctions.Changes;
using CdcFunctions.Postgres.Rules;
using CdcFunctions.Postgres.Schema.Evolution;

namespace CdcFunctions.Postgres.Apply;

/// <summary>Knows the target table of a source table. In the product PostgreSQL's catalog stands behind it, in the simulation a model.</summary>
public interface ITargetBindings
{
    /// <summary>The rules that changes go through before they are bound.</summary>
    RuleBook Rules { get; }

    /// <summary>The table the changes go to, with all their columns.</summary>
    /// <param name="source">Their source.</param>
    /// <param name="changes">The changes.</param>
    /// <param name="records">The batch's records.</param>
    /// <param name="transaction">Where the table is changed when it must be; the rows are written in the same.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="TableMismatchException">The table cannot take them; every reason is named.</exception>
    ValueTask<TargetState> ResolveAsync(
        SourceEntry source, TableChanges changes, ReadOnlyMemory<SourceRecord> records, SchemaTransaction transaction, CancellationToken cancellation);

    /// <summary>Looks at every table again, after PostgreSQL said that one is not what it was.</summary>
    void Forget();
}
