namespace CdcFunctions.Operations.Configuration.Reading;

/// <summary>Reads one entry of <c>sources</c>.</summary>
internal static class SourceReader
{
    /// <summary>The options.</summary>
    public static SourceOptions Read(Section source)
    {
        var name = source.Text("name");
        if (string.IsNullOrWhiteSpace(name))
        {
            source.FaultMissing("name", "a name; also the default target schema", "name: shop");
        }

        var dialect = source.Choice("dialect", Dialect.Scylla, Words.Dialects);
        if (!source.Has("dialect"))
        {
            source.FaultMissing("dialect", "scylla, cassandra, sqlserver", "dialect: scylla");
        }

        var options = new SourceOptions
        {
            Name = name ?? "",
            Dialect = dialect,
            Topics = TopicsReader.Read(source),
            Schema = Identifier.Read(source, "schema"),
            SchemaTopic = SchemaTopic(source, dialect),
            IncludeTables = NamesReader.Read(source, "includeTables"),
            ExcludeTables = NamesReader.Read(source, "excludeTables") ?? [],
            Connector = source.Below("connector") is { } connector ? Connector(connector, dialect) : new ConnectorOptions(),
            Tables = source.Below("tables") is { } tables ? TablesReader.Read(tables, dialect) : new Dictionary<string, TableOptions>(StringComparer.Ordinal),
        };
        options = TransactionsReader.Read(source, options);
        ConflictChecks.Run(source, options);
        RuleChecks.Run(source, options);
        if (options.Schema is null && name is not null)
        {
            Identifier.Check(source, "name", name);
        }

        source.RefuseOthers();
        return options;
    }

    private static string? SchemaTopic(Section source, Dialect dialect)
    {
        var topic = source.Text("schemaTopic");
        if (topic is not null && dialect != Dialect.SqlServer)
        {
            source.Fault("schemaTopic", "has no use here", "only with dialect: sqlserver, whose connector writes schema-change records", "Remove it");
        }
        else if (topic is not null && !TopicPattern.IsLegalName(topic))
        {
            source.FaultyValue("schemaTopic", topic, TopicPattern.LegalNames, "Name the connector's topic.prefix");
        }

        return topic;
    }

    private static ConnectorOptions Connector(Section connector, Dialect dialect)
    {
        var options = new ConnectorOptions
        {
            DecimalHandlingMode = connector.Choice("decimalHandlingMode", otherwise: null, Words.DecimalModes),
            TimePrecisionMode = connector.Choice("timePrecisionMode", otherwise: null, Words.TimeModes),
            BinaryHandlingMode = connector.Choice("binaryHandlingMode", otherwise: null, Words.BinaryModes),
            VarintHandlingMode = connector.Choice("varintHandlingMode", otherwise: null, Words.VarintModes),
            IncludeAfter = connector.Choice("includeAfter", otherwise: null, Words.AfterModes),
        };
        if (options.VarintHandlingMode is not null && dialect != Dialect.Cassandra)
        {
            connector.Fault("varintHandlingMode", "has no use here", "only with dialect: cassandra", "Remove it");
        }

        if (options.IncludeAfter is not null && dialect != Dialect.Scylla)
        {
            connector.Fault("includeAfter", "has no use here", "only with dialect: scylla", "Remove it");
        }

        connector.RefuseOthers();
        return options;
    }
}
