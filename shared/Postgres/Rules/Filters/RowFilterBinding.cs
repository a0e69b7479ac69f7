using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration.Filters;
using CdcFunctions.Postgres.Apply;

namespace CdcFunctions.Postgres.Rules.Filters;

/// <summary>Binds a filter to the columns of one batch.</summary>
internal static class RowFilterBinding
{
    /// <summary>The filter over these rows.</summary>
    /// <exception cref="TableMismatchException">A literal cannot be compared with its column.</exception>
    public static Condition Bind(FilterExpression filter, TableChanges changes) => filter switch
    {
        FilterJunction joined => new JoinedCondition(joined.IsAnd, [.. joined.Parts.Select(part => Bind(part, changes))]),
        FilterNot not => new NotCondition(Bind(not.Inner, changes)),
        FilterNullTest test => new NullCondition(Find(changes, test.Column)),
        FilterComparison compare => Compare(Find(changes, compare.Column), compare, changes),
        FilterMembership list => Member(Find(changes, list.Column), list, changes),
        FilterLike like => Like(Find(changes, like.Column), like, changes),
        _ => throw new ArgumentOutOfRangeException(nameof(filter), filter, "no such condition"),
    };

    /// <summary>True when the filter names key columns only: then a row is always in or always out.</summary>
    public static bool IsAboutKey(FilterExpression filter, TableChanges changes) => filter.Columns.All(name => Find(changes, name)?.Shape.IsKey == true);

    private static ColumnBuffer? Find(TableChanges changes, string name) => changes.Columns.FirstOrDefault(column => string.Equals(column.Shape.Name, name, StringComparison.Ordinal));

    private static ColumnCondition Compare(ColumnBuffer? column, FilterComparison filter, TableChanges changes)
    {
        var order = Order(column, filter.Literal, changes);
        return new ColumnCondition(column, filter.Operator switch
        {
            FilterOperator.Equal => (buffer, row) => order(buffer, row) is 0,
            FilterOperator.NotEqual => (buffer, row) => order(buffer, row) is not 0,
            FilterOperator.Less => (buffer, row) => order(buffer, row) is < 0,
            FilterOperator.LessOrEqual => (buffer, row) => order(buffer, row) is <= 0,
            FilterOperator.Greater => (buffer, row) => order(buffer, row) is > 0,
            _ => (buffer, row) => order(buffer, row) is >= 0,
        });
    }

    private static ColumnCondition Member(ColumnBuffer? column, FilterMembership filter, TableChanges changes)
    {
        var orders = filter.Literals.Select(literal => Order(column, literal, changes)).ToArray();
        return new ColumnCondition(column, (buffer, row) => Array.Exists(orders, order => order(buffer, row) is 0));
    }

    private static ColumnCondition Like(ColumnBuffer? column, FilterLike filter, TableChanges changes)
    {
        if (column is not null && column.Shape.Type.Kind != ValueKind.Text)
        {
            throw Mismatch(changes, filter.Column, column, "like compares text only");
        }

        var pattern = new LikePattern(filter.Pattern);
        return new ColumnCondition(column, (buffer, row) => pattern.IsMatch(buffer.Bytes(row)));
    }

    private static Func<ColumnBuffer, int, int?> Order(ColumnBuffer? column, FilterLiteral literal, TableChanges changes)
        => column is null ? static (_, _) => null
            : LiteralOrder.For(column.Shape.Type.Kind, literal) ?? throw Mismatch(changes, column.Shape.Name, column, $"{literal.Text} is no value of that type");

    private static TableMismatchException Mismatch(TableChanges changes, string name, ColumnBuffer column, string why)
        => new($"The filter (where) of {changes.Table} compares column {name}, which is {column.Shape.Type.Kind}: {why}. Its lane waits; nothing is lost. Correct the filter.");
}
