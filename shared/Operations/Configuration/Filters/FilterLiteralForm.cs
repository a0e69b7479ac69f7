namespace CdcFunctions.Operations.Configuration.Filters;

/// <summary>How a literal of a filter was written.</summary>
public enum FilterLiteralForm
{
    /// <summary>Between single quotes: text, a time, a uuid.</summary>
    Text,

    /// <summary>Digits.</summary>
    Number,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,
}
