namespace CdcFunctions.Postgres.Schema.Evolution;

/// <summary>What became of a schema change; its name in lower case stands in <c>cdc.schema_history.status</c>.</summary>
public enum SchemaOutcome
{
    /// <summary>The target was changed.</summary>
    Applied,

    /// <summary>The target takes the new shape as it is.</summary>
    Kept,

    /// <summary>The policy leaves the target as it is.</summary>
    Ignored,

    /// <summary>SQL waits in <c>cdc.migration_task</c> for a person.</summary>
    Pending,

    /// <summary>The policy asks for a person: the table is paused.</summary>
    Refused,
}
