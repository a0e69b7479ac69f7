namespace CdcFunctions.Changes.Connect.Readers;

/// <summary>How a decimal sent as a JSON string is to be read.</summary>
internal enum DecimalForm : byte
{
    /// <summary>Nothing tells: what is both decimal text and base64 stays ambiguous.</summary>
    Unknown,

    /// <summary>Base64 of the unscaled number.</summary>
    Base64,

    /// <summary>Decimal text.</summary>
    Text,
}
