using System.Text.Json;
using CdcFunctions.Host.Commands.Output;
using CdcFunctions.Operations.Configuration;
using Serilog.Events;
using Serilog.Parsing;

namespace CdcFunctions.Unit.Commands;

public sealed class LogTests
{
    [Theory]
    [InlineData("--", "--", false, LogEventLevel.Information, false)]
    [InlineData("--", "--", true, LogEventLevel.Debug, false)]
    [InlineData("warn", "json", true, LogEventLevel.Warning, true)]
    [InlineData("TRACE", "text", false, LogEventLevel.Verbose, false)]
    public void Variables_set_level_and_format(string level, string format, bool isVerbose, LogEventLevel expected, bool isJson)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        if (level is not "--")
        {
            environment["CDC_LOG_LEVEL"] = level;
            environment["CDC_LOG_FORMAT"] = format;
        }

        Assert.Equal(new LogOptions { Level = expected, IsJson = isJson }, LogOptions.From(level: null, format: null, isVerbose, environment));
    }

    [Fact]
    public void The_command_line_goes_before_the_variables()
        => Assert.Equal(LogEventLevel.Error, LogOptions.From("error", format: null, isVerbose: false, new Dictionary<string, string>(StringComparer.Ordinal) { ["CDC_LOG_LEVEL"] = "debug" }).Level);

    [Fact]
    public void Both_unknown_words_are_told_at_once()
        => Assert.Equal(2, Assert.Throws<ConfigurationException>(() => LogOptions.From("loud", "xml", isVerbose: false, new Dictionary<string, string>(StringComparer.Ordinal))).Faults.Count);

    [Fact]
    public void A_JSON_line_has_flat_names_a_message_and_no_name_twice()
    {
        var template = new MessageTemplateParser().Parse("Lane {Topic} at {Offset}");
        LogEventProperty[] properties =
        [
            new("Topic", new ScalarValue("a\"b")),
            new("Offset", new ScalarValue(7L)),
            new("Level", new ScalarValue("x")),
            new("SourceContext", new ScalarValue("Some.Class")),
            new("EventId", new StructureValue([new("Id", new ScalarValue(2103)), new("Name", new ScalarValue("Paused"))])),
        ];
        using var output = new StringWriter();

        new JsonLogLine().Format(new LogEvent(DateTimeOffset.UnixEpoch, LogEventLevel.Warning, new InvalidDataException("odd"), template, properties), output);

        using var json = JsonDocument.Parse(output.ToString());
        var names = json.RootElement.EnumerateObject().ToDictionary(property => property.Name, property => property.Value.ToString(), StringComparer.Ordinal);
        Assert.Equal("1970-01-01T00:00:00.0000000Z", names["time"]);
        Assert.Equal(("warning", "x", "2103", "Some.Class"), (names["level"], names["level_"], names["eventId"], names["category"]));
        Assert.Equal(("Lane a\"b at 7", "a\"b", "7"), (names["message"], names["topic"], names["offset"]));
        Assert.StartsWith("System.IO.InvalidDataException: odd", names["exception"], StringComparison.Ordinal);
    }
}
