using System.Globalization;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Display;
using Serilog.Formatting.Json;

namespace CdcFunctions.Host.Commands.Output;

/// <summary>A log event as one JSON object a line: time, level, event id, category, message, its values, exception.</summary>
internal sealed class JsonLogLine : ITextFormatter
{
    // Texts inside the message without quotes, as in the readable form.
    private static readonly MessageTemplateTextFormatter Message = new("{Message:lj}", CultureInfo.InvariantCulture);

    private static readonly JsonValueFormatter Values = new(typeTagName: null);

    /// <inheritdoc/>
    public void Format(LogEvent logEvent, TextWriter output)
    {
        output.Write("{\"time\":\"");
        output.Write(logEvent.Timestamp.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        output.Write("\",\"level\":\"");
        output.Write(logEvent.Level.ToString().ToLowerInvariant());
        output.Write("\",\"message\":");
        using var message = new StringWriter(CultureInfo.InvariantCulture);
        Message.Format(logEvent, message);
        JsonValueFormatter.WriteQuotedJsonString(message.ToString(), output);
        foreach (var (name, value) in logEvent.Properties)
        {
            Property(name, value, output);
        }

        if (logEvent.Exception is { } exception)
        {
            output.Write(",\"exception\":");
            JsonValueFormatter.WriteQuotedJsonString(exception.ToString(), output);
        }

        output.WriteLine('}');
    }

    private static void Property(string name, LogEventPropertyValue value, TextWriter output)
    {
        if (name is "EventId" && value is StructureValue { Properties: var parts })
        {
            name = "eventId";
            value = parts.FirstOrDefault(part => part.Name is "Id")?.Value ?? value;
        }

        output.Write(',');
        JsonValueFormatter.WriteQuotedJsonString(name is "SourceContext" ? "category" : JsonName(name), output);
        output.Write(':');
        Values.Format(value, output);
    }

    // Never one of our own names twice.
    private static string JsonName(string name)
    {
        var camel = char.ToLowerInvariant(name[0]) + name[1..];
        return camel is "time" or "level" or "message" or "exception" or "category" ? camel + "_" : camel;
    }
}
