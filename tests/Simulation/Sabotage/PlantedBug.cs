namespace CdcFunctions.Simulation.Sabotage;

/// <summary>A bug that a test plants around the product, to show that the simulation catches it. Nothing of it exists in the product.</summary>
internal enum PlantedBug
{
    None,

    /// <summary>The upsert overwrites newer rows.</summary>
    UpsertWithoutGuard,

    /// <summary>An older insert passes a delete.</summary>
    InsertPassesTombstone,

    /// <summary>A writer with an old epoch is not refused.</summary>
    WriterWithoutFence,

    /// <summary>The checkpoint moves in a transaction of its own, before the rows.</summary>
    CheckpointBeforeRows,

    /// <summary>The rows are committed before the checkpoint.</summary>
    RowsBeforeCheckpoint,

    /// <summary>Bad records vanish instead of being parked.</summary>
    LettersLost,

    /// <summary>A lane begins behind its stored position.</summary>
    LaneSkipsAhead,

    /// <summary>A failed batch counts as handled.</summary>
    FailureAcknowledged,

    /// <summary>The decoder loses a record without a word.</summary>
    RecordNotDecoded,

    /// <summary>A transaction of the source is written by several commits: one for each of its tables, or for each chunk of the stage.</summary>
    TransactionSplit,

    /// <summary>Who takes a partition over does not look into the stage.</summary>
    StageForgotten,

    /// <summary>What is sent again of a parked transaction is applied.</summary>
    ParkedForgotten,
}
