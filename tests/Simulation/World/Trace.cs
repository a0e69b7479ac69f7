using System.Globalization;

namespace CdcFunctions.Simulation.World;

/// <summary>What happened in a run: a hash of everything, and the last lines for a person.</summary>
internal sealed class Trace(Agenda agenda)
{
    private const int Kept = 200;

    private readonly Queue<string> _last = new();
    private ulong _hash = 14_695_981_039_346_656_037;

    /// <summary>Lines so far.</summary>
    public long Lines { get; private set; }

    /// <summary>FNV-1a of all lines.</summary>
    public string Hash => _hash.ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>The last lines.</summary>
    public string Tail => string.Join('\n', _last);

    /// <summary>All lines go here too, when somebody wants to read them.</summary>
    public TextWriter? Copy { get; init; }

    /// <summary>Adds a line.</summary>
    public void Add(string line)
    {
        line = string.Create(CultureInfo.InvariantCulture, $"{agenda.Now.TotalMilliseconds,12:F4} {line}");
        foreach (var character in line)
        {
            _hash = (_hash ^ character) * 1_099_511_628_211;
        }

        Lines++;
        _last.Enqueue(line);
        if (_last.Count > Kept)
        {
            _last.Dequeue();
        }

        Copy?.WriteLine(line);
    }
}
