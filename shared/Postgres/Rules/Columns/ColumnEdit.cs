using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Rules.Columns;

/// <summary>One rule of a column at work: rewrites its values before anything else sees them.</summary>
/// <remarks>Thread-safe. NULL stays NULL, and what an event does not touch stays untouched.</remarks>
internal abstract class ColumnEdit(ColumnShape result)
{
    /// <summary>The column afterwards.</summary>
    public ColumnShape Result { get; } = result;

    /// <summary>Rewrites all values of a batch.</summary>
    public void Run(ColumnBuffer column, int rows)
    {
        var text = new PlainText();
        for (var row = 0; row < rows; row++)
        {
            if (column.State(row) == CellState.Value)
            {
                Rewrite(column, row, text);
            }
        }

        column.Reshape(Result);
    }

    /// <summary>Rewrites one value.</summary>
    protected abstract void Rewrite(ColumnBuffer column, int row, PlainText text);
}
