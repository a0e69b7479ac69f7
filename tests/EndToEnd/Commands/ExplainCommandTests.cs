using System.Text.Json;

namespace CdcFunctions.EndToEnd.Commands;

/// <summary><c>cdc validate --explain</c>: what rules do to recorded events, without a database and without a hidden value.</summary>
public sealed class ExplainCommandTests : IDisposable
{
    private const string Rules = "    tables: { orders: { where: id < 10, columns: { note: { mask: redact, rename: remark } } } }";

    private readonly CommandScene _scene = new();

    [Fact]
    public async Task Each_event_is_explained_and_nothing_hidden_is_printed()
    {
        var configuration = _scene.Configuration("Host=nowhere.invalid", Rules);
        var events = _scene.Write("events.jsonl", string.Join('\n', CommandScene.Order(1, Event(1)), CommandScene.Order(11, Event(11)), CommandScene.Order(2, "no event"), CommandScene.Order(3, Event(3), "other.topic")));

        var text = await CommandScene.RunAsync("validate", "--explain", events, "--config", configuration);
        var json = await CommandScene.RunAsync("validate", "--explain", events, "--json", "--config", configuration);

        Assert.Equal((0, 0), (text.Code, json.Code));
        Assert.Contains("scy.shop.orders/0@1 shop.orders -> shop.orders: Written: insert.", text.Output, StringComparison.Ordinal);
        Assert.Contains("[redacted]", text.Output, StringComparison.Ordinal);
        Assert.Contains("scy.shop.orders/0@11", text.Output, StringComparison.Ordinal);
        Assert.Contains("Dropped: the filter", text.Output, StringComparison.Ordinal);
        Assert.Contains("Dead letter (malformed-json)", text.Output, StringComparison.Ordinal);
        Assert.Contains("other.topic/0@3: No source has this topic.", text.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("top secret", text.Output + json.Output, StringComparison.Ordinal);
        Assert.Equal(4, JsonDocument.Parse(json.Output).RootElement.GetProperty("events").GetArrayLength());
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_said()
    {
        var (code, output) = await CommandScene.RunAsync("validate", "--explain", "missing.jsonl", "--config", _scene.Configuration("Host=nowhere.invalid"));

        Assert.NotEqual(0, code);
        Assert.Contains("missing.jsonl", output, StringComparison.Ordinal);
    }

    public void Dispose() => _scene.Dispose();

    private static string Event(long id) => CommandScene.Event(id).Replace("\"note\":\"n\"", "\"note\":\"top secret\"", StringComparison.Ordinal);
}
