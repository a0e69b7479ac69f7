using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres;
using Npgsql;

namespace CdcFunctions.Unit.Postgres;

public sealed class WarehouseTests
{
    [Theory]
    [InlineData("Host=db;Username=cdc_writer", GssEncryptionMode.Disable)]
    [InlineData("Host=db;Username=cdc_writer;GSS Encryption Mode=Require", GssEncryptionMode.Require)]
    [InlineData("Host=db;Username=cdc_writer;GssEncryptionMode=Prefer", GssEncryptionMode.Prefer)]
    public async Task Encryption_by_Kerberos_is_for_those_who_ask_for_it(string connectionString, GssEncryptionMode expected)
    {
        await using var warehouse = Warehouse.Open(new PostgresOptions { ConnectionString = connectionString });

        Assert.Equal(expected, new NpgsqlConnectionStringBuilder(warehouse.ConnectionString).GssEncryptionMode);
    }
}
