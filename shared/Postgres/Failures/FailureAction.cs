namespace CdcFunctions.Postgres.Failures;

/// <summary>What is done about a failure.</summary>
public enum FailureAction
{
    /// <summary>An outage of the database: all lanes wait, the breaker counts it, and its end is watched for.</summary>
    Wait,

    /// <summary>Something that passes, of this batch only: the same batch again, later.</summary>
    Retry,

    /// <summary>A row does not fit: the bad rows go to the dead letters, the others are applied.</summary>
    Park,

    /// <summary>The table is not what it was: it is looked at again.</summary>
    LookAgain,

    /// <summary>Another worker has the partition: this one lets go of it.</summary>
    LetGo,

    /// <summary>A mistake of the program: the lane stops loudly and skips nothing.</summary>
    Stop,
}
