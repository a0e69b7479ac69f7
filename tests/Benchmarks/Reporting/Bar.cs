using System.Globalization;

namespace CdcFunctions.Benchmarks.Reporting;

/// <summary>What a figure must reach.</summary>
/// <param name="Limit">The value, in the figure's unit.</param>
/// <param name="IsFloor">True when more is better.</param>
internal sealed record Bar(double Limit, bool IsFloor)
{
    /// <summary>The bars by figure.</summary>
    public static IReadOnlyDictionary<string, Bar> All { get; } = new Dictionary<string, Bar>(StringComparer.Ordinal)
    {
        ["decode"] = AtLeast(400_000),
        ["decode-schema"] = AtLeast(60),
        ["apply-insert"] = AtLeast(110_000),
        ["apply-update"] = AtLeast(70_000),
        ["apply-cells"] = AtLeast(30_000),
        ["guarantees"] = AtLeast(90),
        ["host"] = AtLeast(300_000),
        ["path-insert"] = AtLeast(60_000),
        ["path-update"] = AtLeast(45_000),
        ["peer-default"] = AtLeast(4),
        ["peer-best"] = AtLeast(2.5),
        ["peer-cpu"] = AtLeast(4),
        ["latency-p50"] = AtMost(20),
        ["latency-p99"] = AtMost(250),
        ["network-10ms"] = AtLeast(75),
        ["allocated"] = AtMost(1500),
        ["ready"] = AtMost(1),
        ["first-row"] = AtMost(2),
        ["memory-idle"] = AtMost(90),
        ["memory-load"] = AtMost(400),
        ["memory-burst"] = AtMost(512),
        ["tables-50"] = AtLeast(60),
    };

    /// <summary>The bar and whether the figure reaches it; empty for a figure without one.</summary>
    public static string Of(Figure figure)
        => !All.TryGetValue(figure.Name, out var bar) ? "" : $"{bar} {(bar.IsReached(figure.Median) ? "reached" : "short")}";

    /// <inheritdoc />
    public override string ToString() => $"{(IsFloor ? "≥" : "≤")} {Limit.ToString("#,0.##", CultureInfo.InvariantCulture)}";

    private static Bar AtLeast(double limit) => new(limit, true);

    private static Bar AtMost(double limit) => new(limit, false);

    private bool IsReached(double value) => IsFloor ? value >= Limit : value <= Limit;
}
