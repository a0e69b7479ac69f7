using CdcFunctions.Changes;

namespace CdcFunctions.Postgres.Rules.Columns;

/// <summary>Turns times of a zone into UTC. A time that the clocks left out counts from before the change, one they showed twice is the later: as PostgreSQL has it.</summary>
internal sealed class ZoneEdit(ColumnShape column, TimeZoneInfo zone) : ColumnEdit(column with { Type = RuledShape.Utc(column.Type) })
{
    private static readonly long First = (DateTime.MinValue - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
    private static readonly long Last = (DateTime.MaxValue - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    protected override void Rewrite(ColumnBuffer column, int row, PlainText text)
    {
        var local = column.Word(row);
        var offset = local >= First && local <= Last
            ? zone.GetUtcOffset(new DateTime(DateTime.UnixEpoch.Ticks + (local * TimeSpan.TicksPerMicrosecond), DateTimeKind.Unspecified))
            : zone.BaseUtcOffset;
        column.SetWord(row, local - (offset.Ticks / TimeSpan.TicksPerMicrosecond));
    }
}
