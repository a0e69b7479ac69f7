using CdcFunctions.Changes;
using CdcFunctions.Postgres.Apply.Wire;

namespace CdcFunctions.Postgres.Tables;

/// <summary>A source column, the target column it feeds, and what turns its values into a parameter.</summary>
/// <param name="Source">Source column.</param>
/// <param name="Target">Target column.</param>
/// <param name="Encoder">Encoder of this pair.</param>
public sealed record ColumnBinding(ColumnShape Source, TargetColumn Target, CellEncoder Encoder);
