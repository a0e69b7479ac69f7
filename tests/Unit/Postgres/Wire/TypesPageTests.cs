using System.Runtime.CompilerServices;
using CdcFunctions.Postgres.Apply.Wire.Matrix;

namespace CdcFunctions.Unit.Postgres.Wire;

public class TypesPageTests
{
    private const string Command = "CDC_WRITE_DOCS=1 dotnet test tests/Unit --filter TypesPageTests";

    [Fact]
    public async Task The_page_says_what_the_rules_do()
    {
        var path = Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../../../docs/types.md");
        var page = ConversionPage.Print();
        if (Environment.GetEnvironmentVariable("CDC_WRITE_DOCS") is { Length: > 0 })
        {
            await File.WriteAllTextAsync(path, page);
        }

        var written = File.Exists(path) ? (await File.ReadAllTextAsync(path)).ReplaceLineEndings("\n") : "";

        Assert.True(string.Equals(page, written, StringComparison.Ordinal), $"docs/types.md is not what the rules print. Run: {Command}");
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
