using CdcFunctions.Operations.Configuration;

namespace CdcFunctions.Host.Commands.Schema;

/// <summary>A table as a person names it: in full, or by its last part where that says enough.</summary>
internal static class TableArgument
{
    /// <summary>The full name, or null after saying what is wrong with it.</summary>
    public static async Task<string?> ResolveAsync(ISchemaActions actions, CommandSession session, CdcOptions options, string table, CancellationToken cancellation)
    {
        var found = await actions.TablesAsync(options, table, cancellation);
        if (found.FirstOrDefault(one => string.Equals(one.Table, table, StringComparison.Ordinal)) is { } exact)
        {
            return exact.Table;
        }

        if (found.Count == 1)
        {
            return found[0].Table;
        }

        var (error, remedy) = found.Count == 0
            ? ($"No target table {table} has a history.", "cdc schema list shows those that have.")
            : ($"{table} is several tables: {string.Join(", ", found.Select(one => one.Table))}.", "Name one in full.");
        if (session.IsJson)
        {
            session.Write(new { ok = false, exitCode = ExitCode.Failed, error, remedy });
        }
        else
        {
            session.Error.WriteLine($"{error} {remedy}");
        }

        return null;
    }
}
