using System.Text;

namespace CdcFunctions.Changes;

/// <summary>One column of a source table as its events show it.</summary>
public sealed record ColumnShape
{
    /// <summary>Name as the source spells it.</summary>
    public required string Name { get; init; }

    /// <summary>Type of the values.</summary>
    public required ColumnType Type { get; init; }

    /// <summary>Place in the primary key from 0, or -1 for a column outside it.</summary>
    public int KeyOrdinal { get; init; } = -1;

    /// <summary>False when the source says NOT NULL.</summary>
    public bool IsNullable { get; init; } = true;

    /// <summary>SQL Server <c>(max)</c>, text, ntext, image or xml: may be left out of an update without a word.</summary>
    public bool IsLarge { get; init; }

    /// <summary>True for a column that the source does not have: it tells about the change, and no row lives by it.</summary>
    public bool IsAdded { get; init; }

    /// <summary>True for a column of the primary key.</summary>
    public bool IsKey => KeyOrdinal >= 0;

    /// <summary>The name's bytes, to compare with property names of an event.</summary>
    public byte[] Utf8Name => _utf8Name ??= Encoding.UTF8.GetBytes(Name);

    private byte[]? _utf8Name;
}
