using BenchmarkDotNet.Attributes;
using CdcFunctions.Benchmarks.Workload;
using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Benchmarks.Micro;

/// <summary>Bytes into columns; one operation is one event.</summary>
public class DecodeMicro
{
    private const int BatchSize = 5000;

    private IChangeDecoder? _decoder;
    private SourceRecord[] _records = [];

    /// <summary>Whose events.</summary>
    [ParamsAllValues]
    public Dialect Dialect { get; set; }

    /// <summary>Whether each message embeds its schema.</summary>
    [ParamsAllValues]
    public bool WithSchema { get; set; }

    /// <summary>Writes the events.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var form = new EventForm(Dialect, 500, WithSchema);
        var factory = new EventFactory(form);
        _decoder = ChangeDecoders.Create(BenchSource.Of(form), new SchemaCatalog(), target: null);
        _records = [.. Enumerable.Range(0, BatchSize).Select(i => new SourceRecord(factory.Topic, 0, i, EventFactory.Key(i), factory.Value(i, i, true), 0))];
    }

    /// <summary>Decodes a batch.</summary>
    [Benchmark(OperationsPerInvoke = BatchSize)]
    public int Decode()
    {
        using var batch = new ChangeBatch();
        _decoder!.Decode(_records, batch);
        return batch.Tables[0].Count;
    }
}
