using CdcFunctions.Host.Functions;
using CdcFunctions.Operations.Configuration;
using Microsoft.Azure.Functions.Worker;

namespace CdcFunctions.Unit.Functions;

public sealed class FunctionDiscoveryTests
{
    private readonly List<ConfigurationFault> _faults = [];

    [Fact]
    public void Functions_are_found_by_their_attribute()
    {
        var found = new FunctionDiscovery(_faults).Find([typeof(BatchFunctions), typeof(StaticFunctions), typeof(Probe)]);

        Assert.Empty(_faults);
        Assert.Equal(["Bytes", "Endless", "Nightly", "One", "Records"], found.Select(f => f.Name));
        Assert.Equal(TriggerParameter.RecordBatch, found[4].Parameter);
        Assert.Equal(2, found[4].Retry!.MaxRetryCount);
        Assert.IsType<TimerTriggerAttribute>(found[2].Trigger);
        Assert.Equal("timerTrigger", found[2].Definition.InputBindings["timer"].Type);
    }

    [Theory]
    [InlineData("ListOfRecords", "parameter records is List<KafkaRecord>. Allowed: KafkaRecord[], string[] or byte[][] with IsBatched = true")]
    [InlineData("SingleFormOfBatch", "is KafkaRecord[]. Allowed: KafkaRecord, string or byte[]; for arrays set IsBatched = true")]
    [InlineData("NoTrigger", "has 0 triggers")]
    [InlineData("Service", "parameter probe is Probe. Allowed: FunctionContext and CancellationToken")]
    [InlineData("Result", "returns string. Allowed: Task, ValueTask or void")]
    [InlineData("Senseless", "has maxRetryCount -3")]
    [InlineData("Twin", "exists more than once")]
    public void What_this_host_cannot_run_is_refused_with_what_is_allowed(string function, string fault)
    {
        new FunctionDiscovery(_faults).Find([typeof(WrongFunctions)]);

        Assert.Contains(_faults, f => f.Place == $"function {function}" && f.ToString().Contains(fault, StringComparison.Ordinal));
    }
}
