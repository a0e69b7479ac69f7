using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using CdcFunctions.Changes;
using CdcFunctions.Unit.Postgres.Cells;

namespace CdcFunctions.Integration.Postgres.Cells;

/// <summary>A dialect for tests: a record's value is the number of a <see cref="CellEvent"/>, its topic names the table.</summary>
internal sealed class CellDecoder : IChangeDecoder
{
    private readonly ConcurrentDictionary<int, CellEvent> _events = new();
    private int _last;

    /// <summary>A record that carries the event.</summary>
    public SourceRecord Record(string table, CellEvent e, int partition, long offset)
    {
        var number = Interlocked.Increment(ref _last);
        _events[number] = e;
        return new SourceRecord($"cells.{table}", partition, offset, null, Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture)), 0);
    }

    public void Decode(ReadOnlySpan<SourceRecord> records, ChangeBatch batch)
    {
        TableChanges? changes = null;
        for (var i = 0; i < records.Length; i++)
        {
            if (changes is null)
            {
                changes = batch.AddTable(new TableName("cells", "", records[i].Topic.Split('.')[1]), MergeMode.Cell);
                CellChanges.AddColumns(changes);
            }

            CellChanges.Add(changes, _events[int.Parse(records[i].Value!, CultureInfo.InvariantCulture)], i);
        }
    }
}
