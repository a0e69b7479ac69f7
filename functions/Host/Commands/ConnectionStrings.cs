using Npgsql;

namespace CdcFunctions.Host.Commands;

/// <summary>Lets Npgsql judge a connection string before anything connects.</summary>
internal static class ConnectionStrings
{
    /// <summary>What is wrong with it, naming the keyword but no value; null when nothing is.</summary>
    public static string? FaultOf(string connectionString)
    {
        try
        {
            _ = new NpgsqlConnectionStringBuilder(connectionString);
            return null;
        }
        catch (Exception malformed) when (malformed is ArgumentException or FormatException or InvalidCastException or OverflowException)
        {
            // Npgsql names the keyword as the parameter; its message may repeat the value.
            return malformed is ArgumentException { ParamName: { Length: > 0 } keyword } && keyword.All(symbol => char.IsAsciiLetter(symbol) || symbol == ' ')
                ? $"Npgsql does not take its keyword \"{keyword}\" or the value of it"
                : "Npgsql cannot read it";
        }
    }
}
