namespace CdcFunctions.Simulation.Faults;

/// <summary>What goes wrong in a run.</summary>
internal enum FaultKind
{
    CrashBeforeCommit,
    CrashAfterCommit,
    UnknownCommit,
    Duplicate,
    Reorder,
    Gap,
    Rebalance,
    ZombieWriter,
    Conflict,
    SchemaChange,
    Poison,
    CredentialExpiry,
    ClockJump,
    SlowDatabase,
}
