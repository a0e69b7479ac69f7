namespace CdcFunctions.Operations.Configuration.Reading;

/// <summary>Refuses settings that are known but have no effect in this version: a policy a person wrote must never be passed over in silence.</summary>
internal static class NotYetSupported
{
    private const string Problem = "asks for something that is not yet supported in this version";

    /// <summary>Reports what a table asks for and does not get.</summary>
    public static void Check(Section table, TableOptions options)
    {
        Refuse(table, "dirtyData", options.DirtyData != DirtyDataPolicy.DeadLetter, "deadLetter");
    }

    private static void Refuse(Section section, string key, bool isRefused, string allowed)
    {
        if (isRefused && section.IsWritten(key))
        {
            section.Fault(key, Problem, allowed, "Remove the line to get the default");
        }
    }
}
