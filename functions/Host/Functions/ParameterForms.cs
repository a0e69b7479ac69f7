using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace CdcFunctions.Host.Functions;

/// <summary>Which parameter types a trigger can fill. Others start in Azure's host as null or not at all; here they are refused at start.</summary>
internal static class ParameterForms
{
    /// <summary>Form for this trigger and parameter type; null when unsupported.</summary>
    public static TriggerParameter? Of(TriggerBindingAttribute trigger, Type type) => trigger switch
    {
        TimerTriggerAttribute => type == typeof(TimerInfo) ? TriggerParameter.Timer : null,
        KafkaTriggerAttribute { IsBatched: true } =>
            type == typeof(KafkaRecord[]) ? TriggerParameter.RecordBatch
            : type == typeof(string[]) ? TriggerParameter.TextBatch
            : type == typeof(byte[][]) ? TriggerParameter.BytesBatch
            : null,
        KafkaTriggerAttribute =>
            type == typeof(KafkaRecord) ? TriggerParameter.Record
            : type == typeof(string) ? TriggerParameter.Text
            : type == typeof(byte[]) ? TriggerParameter.Bytes
            : null,
        _ => null,
    };

    /// <summary>What a person may write instead.</summary>
    public static string Allowed(TriggerBindingAttribute trigger) => trigger switch
    {
        TimerTriggerAttribute => "TimerInfo",
        KafkaTriggerAttribute { IsBatched: true } => "KafkaRecord[], string[] or byte[][] with IsBatched = true",
        KafkaTriggerAttribute => "KafkaRecord, string or byte[]; for arrays set IsBatched = true",
        _ => "KafkaTrigger or TimerTrigger as trigger",
    };

    /// <summary>A type as C# writes it.</summary>
    public static string Name(Type type)
        => type.IsArray ? $"{Name(type.GetElementType()!)}[]"
        : type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
        : type == typeof(string) ? "string"
        : type == typeof(byte) ? "byte"
        : type.Name;
}
