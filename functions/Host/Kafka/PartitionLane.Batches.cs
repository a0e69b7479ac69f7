using CdcFunctions.Host.Functions;
using CdcFunctions.Host.Kafka.Buffers;
using CdcFunctions.Postgres.Checkpoints;
using Microsoft.Azure.Functions.Worker;

namespace CdcFunctions.Host.Kafka;

/// <summary>How a lane runs its batches: one after the other, each in a slot of the listener's.</summary>
internal sealed partial class PartitionLane
{
    private async Task PumpAsync()
    {
        try
        {
            while (true)
            {
                await TakeSlotAsync();
                if (TakeBatch() is not { } batch)
                {
                    return;
                }

                await RunAsync(batch);
                GiveSlotBack();
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // Closing: nothing to do but to say that nothing runs.
        }
        finally
        {
            GiveSlotBack();
            EndPump();
        }
    }

    private TakenBatch? TakeBatch()
    {
        lock (_gate)
        {
            var batch = _state == LaneState.Running ? _queue.Take(_setup.Options.MaxBatchSize, _setup.Options.MaxBatchBytes) : null;
            (_runningRecords, _runningBytes) = (batch?.Records.Length ?? 0, batch?.Bytes ?? 0);
            return batch;
        }
    }

    private async Task RunAsync(TakenBatch batch)
    {
        try
        {
            await _setup.Handler.RunAsync(batch.Records, _run);

            // After a failure the buffers go to the collector: whoever still reads them must not see other records.
            batch.Lease.End();
            _setup.Buffers.Return(batch.Buffers);
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested || _cancelled.IsCancellationRequested)
        {
            // Given up on demand; the offset stays where it was.
        }
        catch (Exception cause)
        {
            Stop(cause);
        }
        finally
        {
            lock (_gate)
            {
                _progress.Handled(batch.Records, _runningBytes);
                _runningRecords = 0;
                _runningBytes = 0;
            }
        }
    }

    private void Stop(Exception cause)
    {
        var next = CommittableOffset;
        if (cause is FencedException)
        {
            Log.Fenced(_setup.Logger, Partition.Topic, Partition.Partition.Value, next, cause.Message);
            Fault(new LaneFault($"another worker has written for this partition: {cause.Message}", TimeSpan.FromSeconds(1)));
            return;
        }

        Log.Stopped(_setup.Logger, cause, Partition.Topic, Partition.Partition.Value, next);
        Fault(new LaneFault($"stopped at offset {next}: {cause.GetType().Name}: {cause.Message}", _setup.Options.RetryFaultedAfter));
    }

    private void EndPump()
    {
        bool isMoreWaiting;
        lock (_gate)
        {
            _isPumping = false;
            isMoreWaiting = _state == LaneState.Running && _queue.Count > 0;
            if (_state is LaneState.Closing or LaneState.Closed)
            {
                _drained.TrySetResult();
            }
        }

        if (isMoreWaiting)
        {
            Wake();
        }
    }

    private void Done(KafkaRecord record)
    {
        lock (_gate)
        {
            _progress.Advance(record.Offset + 1);
        }
    }

    private void AttemptFailed(FailedAttempt attempt)
    {
        Struggle(FailureText.Of(attempt.Cause));
        if (attempt.NextIn is not null)
        {
            GiveSlotBack();
        }
    }

    private async Task TakeSlotAsync()
    {
        await _setup.Slots.WaitAsync(Stopping);
        _holdsSlot = true;
    }

    private void GiveSlotBack()
    {
        if (_holdsSlot)
        {
            _holdsSlot = false;
            _setup.Slots.Release();
        }
    }
}
