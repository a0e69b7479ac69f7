namespace CdcFunctions.Postgres.Apply.Wire.Numbers;

/// <summary>What a decimal text stands for.</summary>
internal enum DecimalForm : byte
{
    /// <summary>A number.</summary>
    Finite,

    /// <summary>Not a number.</summary>
    NaN,

    /// <summary>Infinite, with a sign.</summary>
    Infinity,
}
