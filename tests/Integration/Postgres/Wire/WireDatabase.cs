using CdcFunctions.Postgres.Apply.Wire;
using Npgsql;

namespace CdcFunctions.Integration.Postgres.Wire;

/// <summary>The test server as wire tests use it; a test is skipped where there is none.</summary>
internal static class WireDatabase
{
    private static readonly Lazy<NpgsqlDataSource?> Source = new(static () =>
        Environment.GetEnvironmentVariable("CDC_TEST_POSTGRES") is { Length: > 0 } text
            ? new NpgsqlDataSourceBuilder(text).UseWireArrays().Build()
            : null);

    public static NpgsqlDataSource Require()
    {
        Skip.If(Source.Value is null, "CDC_TEST_POSTGRES names no server");
        return Source.Value;
    }
}
