namespace CdcFunctions.Operations.Configuration.Filters;

/// <summary>Sorts of words in a filter.</summary>
internal enum FilterTokenKind
{
    /// <summary>Nothing follows.</summary>
    End,

    /// <summary>A keyword or a plain column name.</summary>
    Word,

    /// <summary>A column name between double quotes.</summary>
    Quoted,

    /// <summary>Text between single quotes.</summary>
    Text,

    /// <summary>A number.</summary>
    Number,

    /// <summary>An operator, a parenthesis or a comma.</summary>
    Sign,

    /// <summary>A character that has no meaning here, or a quote that does not end.</summary>
    Bad,
}
