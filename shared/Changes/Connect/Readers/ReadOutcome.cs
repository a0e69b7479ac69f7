namespace CdcFunctions.Changes.Connect.Readers;

/// <summary>What reading one JSON value came to.</summary>
internal enum ReadOutcome : byte
{
    /// <summary>The word is the value.</summary>
    Done,

    /// <summary>The form stands for NULL (an emptied non-frozen Cassandra collection).</summary>
    Null,

    /// <summary>The value does not fit its declared type.</summary>
    BadValue,

    /// <summary>The value can be read in two ways and nothing tells which.</summary>
    Ambiguous,
}
