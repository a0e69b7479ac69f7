using System.Runtime.CompilerServices;
using CdcFunctions.Postgres.Failures;

namespace CdcFunctions.Unit.Postgres.Failures;

public sealed class FailurePageTests
{
    private const string Command = "CDC_WRITE_DOCS=1 dotnet test tests/Unit --filter FailurePageTests";

    [Fact]
    public async Task The_page_says_what_the_table_does()
    {
        var path = Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../../../docs/failures.md");
        var page = FailurePage.Print();
        if (Environment.GetEnvironmentVariable("CDC_WRITE_DOCS") is { Length: > 0 })
        {
            await File.WriteAllTextAsync(path, page);
        }

        var written = File.Exists(path) ? (await File.ReadAllTextAsync(path)).ReplaceLineEndings("\n") : "";

        Assert.True(string.Equals(page, written, StringComparison.Ordinal), $"docs/failures.md is not what the table prints. Run: {Command}");
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
