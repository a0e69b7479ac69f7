using System.Text.Json.Serialization;

namespace CdcFunctions.Host.Web;

/// <summary>JSON of the answers, source-generated.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(HealthAnswer))]
[JsonSerializable(typeof(IReadOnlyList<FunctionEntry>))]
[JsonSerializable(typeof(RunAnswer))]
internal sealed partial class WebJson : JsonSerializerContext;
