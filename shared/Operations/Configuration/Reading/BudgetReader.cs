namespace CdcFunctions.Operations.Configuration.Reading;

/// <summary>Reads <c>failureBudget</c> of a table.</summary>
internal static class BudgetReader
{
    private const string Key = "failureBudget";

    /// <summary>The budget; what is not named keeps what <paramref name="inherited"/> says.</summary>
    public static FailureBudgetOptions Read(Section table, FailureBudgetOptions inherited)
    {
        if (table.Below(Key) is not { } budget)
        {
            return inherited;
        }

        var options = new FailureBudgetOptions
        {
            Share = budget.Number("share", inherited.Share, Limits.Numbers<FailureBudgetOptions>(nameof(FailureBudgetOptions.Share))),
            Window = budget.Duration("window", inherited.Window, Limits.Durations<FailureBudgetOptions>(nameof(FailureBudgetOptions.Window))),
            AtLeast = budget.Number("atLeast", inherited.AtLeast, Limits.Numbers<FailureBudgetOptions>(nameof(FailureBudgetOptions.AtLeast))),
        };
        budget.RefuseOthers();
        return options;
    }
}
