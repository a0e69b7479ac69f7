namespace CdcFunctions.Simulation.World;

/// <summary>A thread of a machine that may block. Only one thread of the whole simulation runs at a time: the baton goes to and fro.</summary>
internal sealed class Fiber
{
    [ThreadStatic]
    private static Fiber? _current;

    private readonly Machine _machine;
    private readonly SemaphoreSlim _mine = new(0);
    private readonly SemaphoreSlim _back = new(0);
    private readonly Thread _thread;
    private int _wait;
    private bool _hasBegun;
    private bool _hasEnded;
    private Exception? _failure;

    public Fiber(Machine machine, string name, Action body)
    {
        _machine = machine;
        _thread = new Thread(() => Run(body), 512 * 1024) { IsBackground = true, Name = name };
    }

    /// <summary>The fiber that runs on this thread.</summary>
    public static Fiber? Current => _current;

    /// <summary>Gives this fiber the baton until it waits or ends.</summary>
    public void Resume()
    {
        if (_hasEnded)
        {
            return;
        }

        if (_hasBegun)
        {
            _mine.Release();
        }
        else
        {
            _hasBegun = true;
            _thread.Start();
        }

        _back.Wait();
        if (_failure is { } failure)
        {
            throw new InvalidOperationException($"The thread {_thread.Name} of {_machine} ended badly.", failure);
        }
    }

    /// <summary>Blocks until the condition holds or the time is up. <paramref name="arrange"/> gets what to call when the condition may have changed.</summary>
    /// <returns>True when the condition holds.</returns>
    public bool WaitUntil(Func<bool> condition, TimeSpan timeout, Action<Action> arrange)
    {
        if (condition())
        {
            return true;
        }

        var wait = ++_wait;
        var isUp = false;
        void Wake()
        {
            if (_wait == wait)
            {
                _machine.Soon(() => ResumeFrom(wait));
            }
        }

        arrange(Wake);
        if (timeout != Timeout.InfiniteTimeSpan)
        {
            _machine.After(timeout, () =>
            {
                isUp = true;
                ResumeFrom(wait);
            });
        }

        while (!condition() && !isUp)
        {
            GiveBack();
        }

        _wait++;
        return condition();
    }

    /// <summary>Ends the thread; what it runs sees an exception at the place where it waits.</summary>
    public void End()
    {
        while (_hasBegun && !_hasEnded)
        {
            _mine.Release();
            _back.Wait();
        }
    }

    private void ResumeFrom(int wait)
    {
        if (_wait == wait)
        {
            Resume();
        }
    }

    private void GiveBack()
    {
        _back.Release();
        _mine.Wait();
        if (_machine.IsDead)
        {
            throw new MachineDiedException();
        }
    }

    private void Run(Action body)
    {
        _current = this;
        try
        {
            body();
        }
        catch (MachineDiedException)
        {
            // Killed.
        }
        catch (Exception failure) when (!_machine.IsDead)
        {
            _failure = failure;
        }
        catch (Exception)
        {
            // A dead machine's last words.
        }
        finally
        {
            _hasEnded = true;
            _back.Release();
        }
    }
}
