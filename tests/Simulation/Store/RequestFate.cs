namespace CdcFunctions.Simulation.Store;

/// <summary>What becomes of a request on its way.</summary>
internal enum RequestFate
{
    /// <summary>It arrives, runs, and its answer comes back.</summary>
    Answered,

    /// <summary>The process is killed while the request is on its way; it never arrives.</summary>
    SenderDies,

    /// <summary>It runs; the process is killed before the answer comes.</summary>
    SenderDiesAfter,

    /// <summary>The line is cut before it runs.</summary>
    LineCut,

    /// <summary>It runs; the line is cut before the answer comes.</summary>
    LineCutAfter,

    /// <summary>The process is frozen just before the request leaves.</summary>
    SenderFreezes,

    /// <summary>The server refuses it for a conflict with another transaction.</summary>
    Conflict,

    /// <summary>It runs; no answer ever comes.</summary>
    Hangs,
}
