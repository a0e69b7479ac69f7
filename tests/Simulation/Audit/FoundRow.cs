namespace CdcFunctions.Simulation.Audit;

/// <summary>A row as the target shows it.</summary>
internal sealed record FoundRow((long Version, long Sequence) At, IReadOnlyDictionary<string, string?> Values)
{
    public string? this[string column] => Values.GetValueOrDefault(column);

    public override string ToString() => $"@{At.Version}.{At.Sequence} {string.Join(' ', Values.Select(v => $"{v.Key}={v.Value ?? "null"}"))}";
}
