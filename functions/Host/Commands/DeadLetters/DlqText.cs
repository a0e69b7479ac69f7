using System.Globalization;
using CdcFunctions.Postgres.DeadLetters;

namespace CdcFunctions.Host.Commands.DeadLetters;

/// <summary>Words that the <c>cdc dlq</c> commands share.</summary>
internal static class DlqText
{
    /// <summary>Where a letter's record stood.</summary>
    public static string Place(DeadLetterEntry letter) => Place(letter.Topic, letter.Partition, letter.Offset);

    /// <summary>Where a record stood.</summary>
    public static string Place(string topic, int partition, long offset) => string.Create(CultureInfo.InvariantCulture, $"{topic}/{partition}@{offset}");

    /// <summary>A time as a person reads it, in UTC.</summary>
    public static string Time(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
