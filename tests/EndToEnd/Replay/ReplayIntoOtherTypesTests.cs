using CdcFunctions.Host.Replay;
using CdcFunctions.Support.Postgres;
using CdcFunctions.Support.Recordings;

namespace CdcFunctions.EndToEnd.Replay;

/// <summary>Recordings of types, nulls and extremes into tables that a person made with other suitable types.</summary>
public sealed class ReplayIntoOtherTypesTests(DatabaseFixture fixture) : ReplayTests(fixture)
{
    public static TheoryData<string> OfTypes { get; } =
    [
        .. ((IEnumerable<object[]>)RecordingCatalog.All).Select(row => (string)row[0]).Where(name => name.Split('/')[1].Split('.', '-')[0] is "types" or "nulls" or "collections" or "odd" && RecordingCatalog.IsExact(name)),
    ];

    [SkippableTheory]
    [MemberData(nameof(OfTypes))]
    public async Task Text_and_kindred_types_hold_the_same_values(string name)
    {
        var created = await NewAsync(name);
        await created.RunAsync(new ReplayOptions());
        foreach (var choice in new[] { static (type, isKey) => isKey ? type : "text", Kindred })
        {
            var existing = await NewAsync(name);
            var tables = new OtherTypes(await Fixture.RequireAsync(), created.Schema, choice);
            Assert.NotEqual(0, await tables.CreateAsync(existing.Schema));

            await existing.RunAsync(new ReplayOptions());

            await tables.ShowAsync(existing.Schema, existing.Schema + "_shown");
            await existing.AssertRowsAsExpectedAsync("in other types", existing.Schema + "_shown");
        }
    }

    private static string Kindred(string type, bool isKey) => (type.Split('(')[0], isKey) switch
    {
        ("smallint", _) => "integer",
        ("integer", _) => "bigint",
        ("bigint", _) => "numeric",
        ("text", _) => "character varying",
        (_, true) => type,
        ("boolean", _) => "integer",
        ("real", _) => "double precision",
        ("double precision", _) => "numeric",
        ("numeric", _) => "character varying",
        ("bytea", _) => "text",
        ("uuid", _) => "bytea",
        ("date", _) => "timestamp with time zone",
        ("time without time zone", _) => "interval",
        ("timestamp without time zone", _) => "timestamp with time zone",
        ("timestamp with time zone", _) => "timestamp without time zone",
        ("jsonb", _) => "json",
        _ => "text",
    };
}
