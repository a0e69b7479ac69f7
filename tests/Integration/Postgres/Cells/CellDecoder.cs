using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using CdcFunctions.Changes;
using CdcFunctions.Unit.Postgres.Cells;

namespace CdcFunctions.Integration.Postgres.Cells;

/// <summary>A dialect for tests: a record's value is the number of a <see cref="CellEvent"/>. Rows of a table that is called whole carry the version, all others are merged.</summary>
internal sealed class CellDecoder : IChangeDecoder
{
    /// <summary>The table whose rows carry the version.</summary>
    public const string Whole = "whole";

    private readonly ConcurrentDictionary<int, (string Table, CellEvent Event)> _events = new();
    private int _last;

    /// <summary>A record that carries the event of a table.</summary>
    public SourceRecord Record(string topic, string table, CellEvent e, int partition, long offset)
    {
        var number = Interlocked.Increment(ref _last);
        _events[number] = (table, e);
        return new SourceRecord($"cells.{topic}", partition, offset, null, Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture)), 0);
    }

    public void Decode(ReadOnlySpan<SourceRecord> records, ChangeBatch batch)
    {
        for (var i = 0; i < records.Length; i++)
        {
            var (table, e) = _events[int.Parse(records[i].Value.Span, CultureInfo.InvariantCulture)];
            var changes = batch.Tables.FirstOrDefault(known => known.Table.Table == table);
            if (changes is null)
            {
                changes = batch.AddTable(new TableName("cells", "", table), table == Whole ? MergeMode.Row : MergeMode.Cell);
                CellChanges.AddColumns(changes);
            }

            CellChanges.Add(changes, e, i);
        }
    }
}
