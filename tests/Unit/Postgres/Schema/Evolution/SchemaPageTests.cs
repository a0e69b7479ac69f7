using System.Runtime.CompilerServices;
using CdcFunctions.Postgres.Schema.Evolution.Documentation;

namespace CdcFunctions.Unit.Postgres.Schema.Evolution;

public sealed class SchemaPageTests
{
    private const string Command = "CDC_WRITE_DOCS=1 dotnet test tests/Unit --filter SchemaPageTests";

    [Fact]
    public async Task The_page_says_what_the_code_does()
    {
        var path = Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../../../../docs/schema-changes.md");
        var page = SchemaPage.Print();
        if (Environment.GetEnvironmentVariable("CDC_WRITE_DOCS") is { Length: > 0 })
        {
            await File.WriteAllTextAsync(path, page);
        }

        var written = File.Exists(path) ? (await File.ReadAllTextAsync(path)).ReplaceLineEndings("\n") : "";

        Assert.True(string.Equals(page, written, StringComparison.Ordinal), $"docs/schema-changes.md is not what the code prints. Run: {Command}");
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
