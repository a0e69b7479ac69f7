namespace CdcFunctions.Operations.Configuration;

/// <summary>What an added column can tell about its row's last change.</summary>
public enum RowFact
{
    /// <summary>Nothing: the column has a constant value.</summary>
    None,

    /// <summary>Name of the source in <c>cdc.yaml</c>, text.</summary>
    Source,

    /// <summary>Full name of the source table, text.</summary>
    Table,

    /// <summary><c>insert</c>, <c>update</c> or <c>snapshot</c>, text.</summary>
    Operation,

    /// <summary>Kafka topic, text.</summary>
    Topic,

    /// <summary>Kafka partition, integer.</summary>
    Partition,

    /// <summary>Kafka offset, bigint.</summary>
    Offset,

    /// <summary><c>topic/partition@offset</c>, text.</summary>
    Position,

    /// <summary>When the source made the change, timestamptz.</summary>
    SourceTime,

    /// <summary>When the record came into Kafka, timestamptz.</summary>
    RecordTime,
}
