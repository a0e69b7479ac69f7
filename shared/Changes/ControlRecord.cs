namespace CdcFunctions.Changes;

/// <summary>Records that carry no row change: recognised, counted, and done.</summary>
public enum ControlRecord : byte
{
    /// <summary>Null value after a delete, for log compaction.</summary>
    Tombstone,

    /// <summary>Connector heartbeat.</summary>
    Heartbeat,

    /// <summary>BEGIN or END of a source transaction.</summary>
    TransactionBoundary,

    /// <summary>Schema-change record; its content went to the schema catalog.</summary>
    SchemaChange,

    /// <summary>Row of the connector's signal table.</summary>
    Signal,

    /// <summary>Connector notification.</summary>
    Notification,

    /// <summary>A source table that the configuration leaves out.</summary>
    Excluded,

    /// <summary>Delete half of a change of the Kafka key alone: the row lives on under its primary key, as the other half says.</summary>
    KeyChange,
}
