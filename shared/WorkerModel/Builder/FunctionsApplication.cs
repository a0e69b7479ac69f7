namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Where an application's Program begins.</summary>
public static class FunctionsApplication
{
    /// <summary>A builder with the defaults of the generic host: settings from files, environment and <paramref name="args"/>.</summary>
    public static FunctionsApplicationBuilder CreateBuilder(string[] args) => new(args);
}
