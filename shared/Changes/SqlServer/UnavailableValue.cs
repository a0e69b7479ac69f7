namespace CdcFunctions.Changes.SqlServer;

/// <summary>Debezium's mark for a value it does not have.</summary>
internal static class UnavailableValue
{
    /// <summary>The mark as text, and as the bytes behind its base64 and hex forms.</summary>
    public static ReadOnlySpan<byte> Mark => "__debezium_unavailable_value"u8;

    /// <summary>The mark in base64, for bytes that are not decoded.</summary>
    public static ReadOnlySpan<byte> Base64Mark => "X19kZWJleml1bV91bmF2YWlsYWJsZV92YWx1ZQ=="u8;

    /// <summary>The mark in hex.</summary>
    public static ReadOnlySpan<byte> HexMark => "5f5f646562657a69756d5f756e617661696c61626c655f76616c7565"u8;

    /// <summary>True for the text of a JSON string that is the mark in any of its forms.</summary>
    public static bool IsMark(ReadOnlySpan<byte> json)
        => json.SequenceEqual(Mark) || json.TrimEnd((byte)'=').SequenceEqual(Base64Mark.TrimEnd((byte)'=')) || json.SequenceEqual(HexMark);
}
