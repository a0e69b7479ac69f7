namespace CdcFunctions.Changes.SqlServer;

/// <summary>What is known about a column that an update may leave out without a word.</summary>
internal enum LargeColumn : byte
{
    /// <summary>Always sent.</summary>
    No,

    /// <summary><c>(max)</c> and xml: untouched is null or the placeholder.</summary>
    Yes,

    /// <summary>text, ntext, image: untouched is the placeholder, and null is null.</summary>
    Old,

    /// <summary>Text or bytes of which nothing is told: taken for <c>(max)</c>, because leaving a null alone that was null before never loses a value.</summary>
    Unknown,
}
