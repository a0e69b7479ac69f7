using CdcFunctions.Host.Functions;
using Microsoft.Azure.Functions.Worker;

namespace CdcFunctions.Host.Kafka;

/// <summary>Hands a lane's batch to the function: whole, or record by record when the function takes one at a time.</summary>
internal sealed class FunctionBatchHandler(FunctionDescriptor function, FunctionInvoker invoker) : IBatchHandler
{
    private readonly KafkaMessageKeyType _keys = ((KafkaTriggerAttribute)function.Trigger).KeyDataType;

    public async Task RunAsync(KafkaRecord[] batch, BatchRun run)
    {
        if (KafkaPayload.IsBatched(function.Parameter))
        {
            await InvokeAsync(KafkaPayload.Of(function.Parameter, _keys, batch), new BatchBindingData(batch), run);
            run.Done(batch[^1]);
            return;
        }

        foreach (var record in batch)
        {
            await InvokeAsync(KafkaPayload.Of(function.Parameter, _keys, record), new BatchBindingData([record]), run);
            run.Done(record);
        }
    }

    private Task InvokeAsync(object payload, IReadOnlyDictionary<string, object?> data, BatchRun run)
        => invoker.InvokeAsync(function, new Invocation
        {
            Payload = payload,
            BindingData = data,
            Stopping = run.Stopping,
            Cancellation = run.Cancellation,
            Failed = run.Failed,
            BeforeRetry = run.BeforeRetry,
        });
}
