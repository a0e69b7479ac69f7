using System.Text.Json;
using CdcFunctions.Changes.Connect;
using CdcFunctions.Changes.SqlServer;
using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Changes.Debezium;

/// <summary>What a decoder needs of the <c>source</c> block.</summary>
internal struct SourceBlock
{
    /// <summary>True when the event has a source block.</summary>
    public bool IsThere { get; private set; }

    /// <summary>Write time in microseconds, if told.</summary>
    public long? TimeUs { get; private set; }

    /// <summary>Write time in milliseconds, if told.</summary>
    public long? TimeMs { get; private set; }

    /// <summary>True for rows read by a snapshot.</summary>
    public bool IsSnapshot { get; private set; }

    /// <summary>True when a commit LSN is there and well-formed.</summary>
    public bool HasCommitLsn { get; private set; }

    /// <summary>First 64 bits of the commit LSN.</summary>
    public long CommitLsn { get; private set; }

    /// <summary>Slot of the commit LSN.</summary>
    public long CommitSlot { get; private set; }

    /// <summary>Name of another connector than the expected one, or null.</summary>
    public string? ForeignConnector { get; private set; }

    /// <summary>Reads the block; the reader stands on its opening brace and is left on its closing one.</summary>
    public static SourceBlock Read(ref Utf8JsonReader reader, Dialect dialect)
    {
        var block = new SourceBlock { IsThere = true };
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            reader.Read();
            switch (name.Length)
            {
                case 5 when name.SequenceEqual("ts_us"u8):
                    block.TimeUs = JsonScalars.Integer(ref reader);
                    break;
                case 5 when name.SequenceEqual("ts_ms"u8):
                    block.TimeMs = JsonScalars.Integer(ref reader);
                    break;
                case 8 when name.SequenceEqual("snapshot"u8):
                    block.IsSnapshot = reader.TokenType == JsonTokenType.String ? !reader.ValueTextEquals("false"u8) : reader.TokenType == JsonTokenType.True;
                    break;
                case 9 when name.SequenceEqual("connector"u8):
                    block.ForeignConnector = reader.TokenType == JsonTokenType.String && !reader.ValueTextEquals(Connector(dialect)) ? reader.GetString() : null;
                    break;
                case 10 when name.SequenceEqual("commit_lsn"u8):
                    block.ReadLsn(ref reader);
                    break;
            }

            // Passes over objects and arrays; stays on any other value.
            reader.Skip();
        }

        return block;
    }

    private void ReadLsn(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String && Lsn.TryParse(reader.ValueSpan, out var version, out var slot))
        {
            (HasCommitLsn, CommitLsn, CommitSlot) = (true, version, slot);
        }
    }

    private static ReadOnlySpan<byte> Connector(Dialect dialect) => dialect switch
    {
        Dialect.Scylla => "scylla"u8,
        Dialect.Cassandra => "cassandra"u8,
        _ => "sqlserver"u8,
    };
}
