namespace CdcFunctions.Postgres.Apply.Wire.Documents;

/// <summary>How an element of a JSON array becomes an element of an array literal.</summary>
internal enum ArrayElementForm : byte
{
    /// <summary>Its text; an array inside is one more dimension.</summary>
    Scalar,

    /// <summary>Base64 text becomes hexadecimal.</summary>
    Bytes,

    /// <summary>Its JSON, whatever it is.</summary>
    Json,
}
