namespace CdcFunctions.Operations.Configuration.Reading;

/// <summary>Reads <c>retention</c> and <c>watch</c>.</summary>
internal static class RetentionReader
{
    /// <summary>How long things are kept.</summary>
    public static RetentionOptions Read(Section retention)
    {
        var defaults = new RetentionOptions();
        TimeSpan Of(string key, TimeSpan otherwise, string property) => retention.Duration(key, otherwise, Limits.Durations<RetentionOptions>(property));
        var options = new RetentionOptions
        {
            ExpiredWithin = Of("expiredWithin", defaults.ExpiredWithin, nameof(RetentionOptions.ExpiredWithin)),
            Tombstones = Of("tombstones", defaults.Tombstones, nameof(RetentionOptions.Tombstones)),
            DeadLetters = Of("deadLetters", defaults.DeadLetters, nameof(RetentionOptions.DeadLetters)),
            SchemaHistory = Of("schemaHistory", defaults.SchemaHistory, nameof(RetentionOptions.SchemaHistory)),
        };
        retention.RefuseOthers();
        return options;
    }

    /// <summary>What is worth a word.</summary>
    public static WatchOptions ReadWatch(Section watch)
    {
        var defaults = new WatchOptions();
        var options = new WatchOptions
        {
            QuietAfter = watch.Duration("quietAfter", defaults.QuietAfter, Limits.Durations<WatchOptions>(nameof(WatchOptions.QuietAfter))),
            UnresolvedAfter = watch.Duration("unresolvedAfter", defaults.UnresolvedAfter, Limits.Durations<WatchOptions>(nameof(WatchOptions.UnresolvedAfter))),
        };
        watch.RefuseOthers();
        return options;
    }
}
