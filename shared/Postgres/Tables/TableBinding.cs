using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Postgres.Tables;

/// <summary>How the columns of a source table go into a target table, or every reason why they cannot.</summary>
/// <remarks>Immutable and thread-safe; made once per shape and version of the target.</remarks>
public sealed record TableBinding
{
    /// <summary>The target.</summary>
    public required TargetTable Target { get; init; }

    /// <summary>Bound columns in the order of the source's; columns in <see cref="Missing"/> or with a fault are not among them.</summary>
    public required IReadOnlyList<ColumnBinding> Columns { get; init; }

    /// <summary>Bound key columns in key order; empty for a source table without key.</summary>
    public required IReadOnlyList<ColumnBinding> Key { get; init; }

    /// <summary>Source columns that the target does not have: to be added (evolve), left out (ignore) or refused.</summary>
    public required IReadOnlyList<ColumnShape> Missing { get; init; }

    /// <summary>Everything that stands in the way; empty when the binding can be used.</summary>
    public required IReadOnlyList<BindingFault> Faults { get; init; }

    /// <summary>True when nothing stands in the way.</summary>
    public bool IsUsable => Faults.Count == 0;

    /// <summary>True when inserts need <c>overriding system value</c>, because a key column is an identity.</summary>
    public bool OverridesIdentity => Key.Any(static column => column.Target.IsIdentityAlways);

    /// <summary>Binds a shape.</summary>
    /// <param name="columns">The source's columns.</param>
    /// <param name="options">What a person decided about the table.</param>
    /// <param name="target">The target as the catalog shows it.</param>
    /// <param name="serverVersion">Major version of PostgreSQL.</param>
    public static TableBinding Bind(IReadOnlyList<ColumnShape> columns, TableOptions options, TargetTable target, int serverVersion)
    {
        var draft = new BindingDraft(options, target, serverVersion);
        draft.CheckNames(columns);
        foreach (var column in columns)
        {
            draft.Add(column);
        }

        draft.CheckKey(columns);
        draft.CheckTarget();
        return draft.ToBinding();
    }
}
