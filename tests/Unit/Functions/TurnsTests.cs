using CdcFunctions.Host.Functions;

namespace CdcFunctions.Unit.Functions;

public sealed class TurnsTests
{
    private readonly Turns _turns = new(1);

    [Fact]
    public async Task The_first_goes_at_once_and_the_next_when_a_turn_is_given_back()
    {
        await _turns.TakeAsync(CancellationToken.None);
        var second = _turns.TakeAsync(CancellationToken.None);
        Assert.False(second.IsCompleted);

        _turns.GiveBack();

        await second;
    }

    [Fact]
    public async Task Who_gives_up_waiting_takes_no_turn_away()
    {
        using var impatience = new CancellationTokenSource();
        await _turns.TakeAsync(CancellationToken.None);
        var impatient = _turns.TakeAsync(impatience.Token);
        var patient = _turns.TakeAsync(CancellationToken.None);

        await impatience.CancelAsync();
        _turns.GiveBack();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        await patient;
        _turns.GiveBack();
        await _turns.TakeAsync(CancellationToken.None);
    }
}
