using CdcFunctions.Changes.Cql;
using CdcFunctions.Changes.SqlServer;
using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Changes;

/// <summary>Checks the types a person wrote into <c>sourceTypes</c>.</summary>
public static class SourceTypeCheck
{
    /// <summary>True when the text is a type of the dialect: <c>decimal(12,2)</c>, <c>frozen&lt;list&lt;int&gt;&gt;</c>.</summary>
    public static bool IsType(Dialect dialect, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return dialect == Dialect.SqlServer ? SqlServerType.Parse(text) is not null : CqlTypeParser.Parse(text) is not null;
    }

    internal static void Check(SourceOptions source)
    {
        var faults = from table in source.Tables
                     from column in table.Value.SourceTypes
                     where !IsType(source.Dialect, column.Value)
                     select $"sources.{source.Name}.tables.{table.Key}.sourceTypes.{column.Key} is \"{column.Value}\". Allowed: a type as the source declares it, such as decimal(12,2) or frozen<list<int>>.";
        var all = string.Join(Environment.NewLine, faults);
        if (all.Length > 0)
        {
            throw new FormatException(all);
        }
    }
}
