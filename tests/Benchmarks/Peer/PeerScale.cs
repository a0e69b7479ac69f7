using System.Globalization;

namespace CdcFunctions.Benchmarks.Peer;

/// <summary>How much the comparison measures.</summary>
/// <param name="Rounds">Times that all contenders run in turn (<c>ROUNDS</c>, three if not said).</param>
/// <param name="Events">Measured inserts, and as many updates (<c>EVENTS</c>, a million if not said).</param>
internal sealed record PeerScale(int Rounds, int Events)
{
    /// <summary>Inserts before the clock starts, so that all have compiled what they need.</summary>
    public int WarmUp => Math.Max(Events / 5 / PeerWorkload.Partitions * PeerWorkload.Partitions, 4000);

    /// <summary>As the environment says.</summary>
    public static PeerScale FromEnvironment() => new(Number("ROUNDS", 3), Number("EVENTS", 1_000_000) / PeerWorkload.Partitions * PeerWorkload.Partitions);

    private static int Number(string variable, int otherwise)
        => int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : otherwise;
}
