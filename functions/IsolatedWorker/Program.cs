using CdcFunctions.App;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Schema;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;

// cdc.yaml is copied beside the worker; CDC_CONFIG names another place, as under our own host.
var beside = Path.Combine(AppContext.BaseDirectory, ConfigurationLoader.DefaultFile);
var isNamed = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(ConfigurationLoader.FileVariable));
var options = ConfigurationLoader.Load(!isNamed && File.Exists(beside) ? beside : null);

var builder = FunctionsApplication.CreateBuilder(args);
builder.Services.AddApp(options);

var host = builder.Build();
await BookkeepingSchema.MigrateAsync(host.Services.GetRequiredService<NpgsqlDataSource>(), CancellationToken.None);
await host.RunAsync();
