using CdcFunctions.Changes.Connect.Readers;
using CdcFunctions.Changes.SqlServer;

namespace CdcFunctions.Changes.Shapes;

/// <summary>What a decoder does with one property of a row: read it, wait for a type, or pass it over.</summary>
/// <param name="Name">Column name.</param>
/// <param name="Utf8Name">The name as it stands in JSON.</param>
/// <param name="Reader">How values are read; null while no type is known.</param>
/// <param name="Shape">The column; null while no type is known.</param>
internal sealed record ColumnPlan(string Name, byte[] Utf8Name, ValueReader? Reader, ColumnShape? Shape)
{
    /// <summary>Place in the key, or -1.</summary>
    public int KeyOrdinal { get; init; } = -1;

    /// <summary>True for properties that are no column of this table.</summary>
    public bool IsIgnored { get; init; }

    /// <summary>True when only values told the type, so that a wider value may widen it.</summary>
    public bool IsInferred { get; init; }

    /// <summary>True when only the target told the type: a whole number beyond it tells that the source's is wider.</summary>
    public bool IsFromTarget { get; init; }

    /// <summary>True when a value of another form becomes NULL instead of a failure.</summary>
    public bool TakesMisfits { get; init; }

    /// <summary>Whether updates may leave the column out.</summary>
    public LargeColumn Large { get; init; }
}
