using System.Text.RegularExpressions;
using Xunit.Abstractions;

namespace CdcFunctions.Unit.Architecture;

/// <summary>The rules of the house that no analyzer holds.</summary>
public sealed partial class HouseTests(ITestOutputHelper output)
{
    private const int LongestFile = 400;

    private const int LongestMedian = 50;

    private static readonly string[] Product = ["functions", "shared"];

    [Fact]
    public void No_file_is_longer_than_400_lines()
        => Assert.Empty(
            from file in Repository.Sources("functions", "shared", "tests")
            let length = Repository.Lines(file).Length
            where length > LongestFile
            select $"{file}: {length}");

    [Fact]
    public void Half_of_the_files_have_at_most_50_lines()
    {
        var lengths = Repository.Sources(Product).Select(file => Repository.Lines(file).Length).Order().ToList();
        var median = lengths[lengths.Count / 2];

        output.WriteLine($"{lengths.Count} files, {lengths.Sum()} lines, median {median}, longest {lengths[^1]}.");
        Assert.InRange(median, 1, LongestMedian);
    }

    [Fact]
    public void A_namespace_is_the_path_of_its_folder()
    {
        var faults =
            from file in Repository.Sources(Product)
            where !file.StartsWith("shared/WorkerModel/", StringComparison.Ordinal)
            from line in Repository.Lines(file)
            where line.StartsWith("namespace ", StringComparison.Ordinal)
            let expected = "CdcFunctions." + string.Join('.', Path.GetDirectoryName(file)!.Split('/', '\\').Skip(1))
            where line != $"namespace {expected};"
            select $"{file}: {line} Expected: {expected}";

        Assert.Empty(faults);
    }

    [Fact]
    public void The_worker_model_has_the_namespaces_of_Microsofts_packages()
        => Assert.Empty(
            from file in Repository.Sources("shared/WorkerModel")
            from line in Repository.Lines(file)
            where line.StartsWith("namespace ", StringComparison.Ordinal) && !line.StartsWith("namespace Microsoft.", StringComparison.Ordinal)
            select $"{file}: {line}");

    [Fact]
    public void A_file_is_named_after_its_type()
    {
        var faults =
            from file in Repository.Sources(Product)
            let types = Type().Matches(Repository.Read(file)).Select(type => type.Groups["name"].Value).ToList()
            where types.Count > 0 && !types.Contains(Path.GetFileName(file).Split('.', '{')[0], StringComparer.Ordinal)
            select $"{file}: {string.Join(", ", types)}";

        Assert.Empty(faults);
    }

    [Fact]
    public void Types_are_nouns_that_a_data_engineer_would_say()
    {
        var faults =
            from file in Repository.Sources(Product)
            from Match type in Type().Matches(Repository.Read(file))
            where EmptyWord().IsMatch(type.Groups["name"].Value)
            select $"{file}: {type.Groups["name"].Value}";

        Assert.Empty(faults);
    }

    [Fact]
    public void Public_types_say_what_they_are_for()
    {
        var faults =
            from file in Repository.Sources("functions/App", "functions/Host", "shared")
            let lines = Repository.Lines(file)
            from index in Enumerable.Range(0, lines.Length)
            where PublicType().IsMatch(lines[index])
            let above = Enumerable.Range(0, index).Reverse().Select(at => lines[at]).FirstOrDefault(line => !line.StartsWith('['))
            where above?.StartsWith("///", StringComparison.Ordinal) != true
            where !(file.Count(sign => sign == '.') > 1 && lines[index].Contains(" partial ", StringComparison.Ordinal))
            select $"{file}:{index + 1}: {lines[index]}";

        Assert.Empty(faults);
    }

    [Fact]
    public void Nothing_is_left_to_do_in_comments()
        => Assert.Empty(
            from file in Repository.Sources("functions", "shared", "tests")
            where !file.StartsWith("tests/Unit/Architecture/", StringComparison.Ordinal)
            from Match mark in Unfinished().Matches(Repository.Read(file))
            select $"{file}: {mark.Value}");

    [Fact]
    public void Libraries_do_not_write_to_the_console()
        => Assert.Empty(
            from file in Repository.Sources("shared", "functions/App")
            from Match use in ConsoleUse().Matches(Repository.Read(file))
            select $"{file}: {use.Value}");

    [GeneratedRegex(@"^(public |internal |file )?(abstract |sealed |static |readonly |ref |unsafe |partial )*(class|record struct|record|struct|interface|enum) (?<name>\w+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Type();

    [GeneratedRegex(@"^public (abstract |sealed |static |readonly |ref |partial )*(class|record|struct|interface|enum|delegate) ", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PublicType();

    [GeneratedRegex("(Manager|Helper|Helpers|Util|Utils|Utility|Processor|Base|Impl)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EmptyWord();

    [GeneratedRegex(@"//.*\b(TODO|FIXME|HACK|XXX)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"\bConsole\.(Write|WriteLine|Out|Error|In|Read\w*)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ConsoleUse();
}
