using CdcFunctions.Changes;
using CdcFunctions.Postgres.Tables;

namespace CdcFunctions.Postgres.Apply.Wire;

/// <summary>Where an encoder's values come from and go to.</summary>
/// <param name="Source">How the values are held.</param>
/// <param name="Column">The column they go to.</param>
/// <param name="ServerVersion">Major version of PostgreSQL: 14 learned infinite numerics.</param>
public sealed record CellContext(ValueKind Source, TargetColumn Column, int ServerVersion)
{
    /// <summary>The type that decides the form: the domain's base, or the column's own.</summary>
    public PgType Type => Column.Type.Underlying;
}
