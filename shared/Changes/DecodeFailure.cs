namespace CdcFunctions.Changes;

/// <summary>Why a record could not become a change.</summary>
/// <param name="RecordIndex">Index of the record in the batch.</param>
/// <param name="Table">Source table when it is known.</param>
/// <param name="Reason">Stable code: <c>malformed-json</c>, <c>unknown-envelope</c>, <c>bad-value</c>, <c>ambiguous-type</c>, <c>missing-key</c>, <c>unconfigured-topic</c>.</param>
/// <param name="Message">One sentence for a person; names column and form, never a row's value.</param>
/// <param name="Remedy">What to do.</param>
public sealed record DecodeFailure(int RecordIndex, TableName? Table, string Reason, string Message, string Remedy)
{
    /// <summary>Source column whose value is to blame, when one is.</summary>
    public string? Column { get; init; }
}
