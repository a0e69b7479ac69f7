namespace CdcFunctions.Changes.Debezium;

/// <summary>How decoding a part of a record ended.</summary>
internal enum Step : byte
{
    /// <summary>Go on.</summary>
    Done,

    /// <summary>The record is bad; the failure is kept.</summary>
    Failed,

    /// <summary>The shape has changed under the row: decode the record again from its start.</summary>
    Again,
}
