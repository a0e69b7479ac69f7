using System.Text;
using CdcFunctions.Changes;

namespace CdcFunctions.Support.Changes;

/// <summary>A column of a batch, from plain values: numbers become words, strings and bytes go to the arena.</summary>
internal static class PlainCells
{
    public static TableChanges Of(ValueKind kind, params object?[] values)
    {
        var changes = new TableChanges(new TableName("test", "", "t"), MergeMode.Row);
        var column = changes.AddColumn(new ColumnShape { Name = "v", Type = new ColumnType(kind) });
        foreach (var value in values)
        {
            var row = changes.AddRow(default);
            switch (value)
            {
                case null: column.SetNull(row); break;
                case bool flag: column.SetWord(row, flag ? 1 : 0); break;
                case int number: column.SetWord(row, number); break;
                case long number: column.SetWord(row, number); break;
                case float number: column.SetWord(row, BitConverter.SingleToInt32Bits(number)); break;
                case double number: column.SetWord(row, BitConverter.DoubleToInt64Bits(number)); break;
                case string text: column.SetBytes(row, Encoding.UTF8.GetBytes(text)); break;
                case byte[] bytes: column.SetBytes(row, bytes); break;
                default: throw new ArgumentException($"no cell for {value.GetType()}", nameof(values));
            }
        }

        return changes;
    }
}
