using System.Text.Encodings.Web;
using System.Text.Json;

namespace CdcFunctions.Changes.Connect.Readers;

/// <summary>How natural JSON is written: as short as can be, text as it is.</summary>
internal static class JsonText
{
    /// <summary>Without escaping beyond what JSON demands; validation is the caller's structure.</summary>
    public static readonly JsonWriterOptions WriterOptions = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
        MaxDepth = 1000,
    };

    /// <summary>True when the bytes are one JSON value and nothing else.</summary>
    public static bool IsValid(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
