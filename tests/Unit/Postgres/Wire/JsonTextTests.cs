using System.Text;
using System.Text.Json;
using CdcFunctions.Postgres.Apply.Wire;
using CdcFunctions.Postgres.Apply.Wire.Documents;

namespace CdcFunctions.Unit.Postgres.Wire;

public class JsonTextTests
{
    private static readonly byte[] Marks = Encoding.UTF8.GetBytes("{}[]\",:0123.eE+-\\u tfn\n\0x");

    private const string Sample = """{"a": [1, -2.50e+3, true, false, null, "x\"\\\u00e9\n"], "b" : {"c":{}, "d":[ ]}, "ž": 0}""";

    [Fact]
    public void Mutilated_documents_are_judged_as_the_framework_judges_them()
    {
        const int Seed = 4;
        var random = new Random(Seed);
        var accepted = 0;
        for (var round = 0; round < 10_000; round++)
        {
            var text = Encoding.UTF8.GetBytes(Sample).ToList();
            for (var cuts = random.Next(1, 3); cuts > 0; cuts--)
            {
                var at = random.Next(text.Count);
                switch (random.Next(3))
                {
                    case 0: text.RemoveAt(at); break;
                    case 1: text[at] = Marks[random.Next(Marks.Length)]; break;
                    default: text.Insert(at, text[random.Next(text.Count)]); break;
                }
            }

            var bytes = text.ToArray();
            var expected = IsJson(bytes);
            accepted += expected ? 1 : 0;
            Assert.True(expected == (JsonText.Check(bytes, isBinary: false) == CellFaultKind.None), $"seed {Seed}, round {round}: {Convert.ToHexString(bytes)}");
        }

        Assert.InRange(accepted, 500, 9_500);
    }

    private static bool IsJson(byte[] text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return System.Text.Unicode.Utf8.IsValid(text);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
