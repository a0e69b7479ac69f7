using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Tables;
using Npgsql;

namespace CdcFunctions.Postgres.Schema.Evolution;

/// <summary>What one look at a table found: the changes, what is done about each, and what is known afterwards.</summary>
internal sealed class EvolutionWork
{
    private readonly EvolvingTable _table;
    private readonly TargetCondition _condition;
    private readonly IReadOnlyList<SeenShape> _shapes;
    private readonly Dictionary<SchemaStep, string> _failures = [];
    private readonly bool _isNews;
    private TargetTable? _after;

    public EvolutionWork(
        EvolvingTable table, IReadOnlyList<SeenShape> shapes, TargetTable? target, KnownShape known, TargetCondition condition, HashSet<(string Kind, string Detail)> accepted)
    {
        (_table, _condition, _shapes, Target, Known) = (table, condition, shapes, target, known);
        if (target is null)
        {
            var all = ShapeUnion.Of(shapes, table.Options);
            Steps.Add((all, new SchemaPlan(table.Target, null, all, table.Options, condition, table.HasCellTimes).For(new SchemaChange(SchemaChangeKind.CreateTable, null, null, null))));
        }

        foreach (var seen in shapes)
        {
            var comparison = new ShapeComparison(Known, seen, target, table.Options);
            var plan = new SchemaPlan(table.Target, target, seen, table.Options, condition);
            foreach (var change in comparison.Run())
            {
                if (Steps.TrueForAll(one => one.Step.Change.Kind != change.Kind || !string.Equals(one.Step.Change.Describe(), change.Describe(), StringComparison.Ordinal)))
                {
                    Steps.Add((seen, plan.For(change, accepted.Contains((SchemaStore.KindName(change.Kind), change.Describe())))));
                }
            }

            Known = comparison.Learn();
        }

        _isNews = !Known.Columns.SequenceEqual(known.Columns) || Known.IsPartial != known.IsPartial || Known.IsDropped != known.IsDropped;
    }

    /// <summary>False while the target's schema is to be created.</summary>
    public bool HasSchema => _condition.HasSchema;

    /// <summary>Steps in order, each with the shape that asked for it.</summary>
    public List<(SeenShape Seen, SchemaStep Step)> Steps { get; } = [];

    /// <summary>The target before; null when it is not there.</summary>
    public TargetTable? Target { get; }

    /// <summary>What is known with these shapes.</summary>
    public KnownShape Known { get; }

    /// <summary>True when something has to be changed, recorded or remembered.</summary>
    public bool MustChange
        => Target is null || _isNews || Bookkeeping().Any()
            || Steps.Exists(static one => one.Step.Change.IsNews || one.Step.Outcome == SchemaOutcome.Applied || one.Step.Effect == RowEffect.Wait);

    /// <summary>True when columns that are there are changed now, which a view over them forbids.</summary>
    public bool ChangesColumns
        => Steps.Exists(static one => one.Step is { Outcome: SchemaOutcome.Applied, Sql.Length: > 0, Change.Kind: not (SchemaChangeKind.CreateTable or SchemaChangeKind.AddColumn) });

    /// <summary>The first step that rows have to wait for, or null.</summary>
    public SchemaStep? FindPause()
        => Steps.Select(static one => one.Step).FirstOrDefault(static step => step.Effect == RowEffect.Wait && step.Outcome is SchemaOutcome.Pending or SchemaOutcome.Refused);

    /// <summary>True when rows of a change not told before go to the dead letters.</summary>
    public bool Parks() => Steps.Exists(static one => one.Step is { Effect: RowEffect.DeadLetter, Change.IsNews: true });

    /// <summary>Statements for this project's own columns.</summary>
    public IEnumerable<string> Bookkeeping()
    {
        if (Target is { } target && TableDdl.AddBookkeeping(target, _table.Options.Deletes == DeletePolicy.Soft, _table.HasCellTimes, TableDefinition.AddsFlags(_table.Options)) is { } statement)
        {
            yield return statement;
        }
    }

    /// <summary>PostgreSQL refused a step: it waits for a person, and rows do as the policy says.</summary>
    public void Fail(int at, PostgresException refused)
    {
        var (seen, step) = Steps[at];
        var isStrict = _table.Options.SchemaChanges.For(step.Change.Kind) is SchemaChangePolicy.Evolve or SchemaChangePolicy.Exception;
        var isMissing = step.Change.Kind is SchemaChangeKind.AddColumn or SchemaChangeKind.RenameColumn;
        var failed = step with
        {
            Outcome = SchemaOutcome.Pending,
            Effect = step.Change.Kind == SchemaChangeKind.CreateTable || (isStrict && step.Change.Kind is not (SchemaChangeKind.DropColumn or SchemaChangeKind.DropTable)) ? RowEffect.Wait
                : isMissing ? RowEffect.LeaveOut : RowEffect.Write,
        };
        _failures[failed] = $"failed: {refused.SqlState} {refused.MessageText}";
        Steps[at] = (seen, failed);
    }

    /// <summary>Takes the table as it is now.</summary>
    public void After(TargetTable after) => _after = after;

    /// <summary>True when the history has a line for the step: it is new, changed something, or failed.</summary>
    public bool IsWorthALine(SchemaStep step) => step.Change.IsNews || step.Outcome == SchemaOutcome.Applied || _failures.ContainsKey(step);

    /// <summary>Why a step waits, in a few words.</summary>
    public string ReasonOf(SchemaStep step) => _failures.GetValueOrDefault(step) ?? step switch
    {
        { Outcome: SchemaOutcome.Refused } when _table.Options.SchemaChanges.For(step.Change.Kind) is SchemaChangePolicy.Exception or SchemaChangePolicy.Ignore => "the policy asks for a person",
        { Outcome: SchemaOutcome.Refused } => "the new type does not go into the column",
        _ when !_condition.CanAlter => "the role may not alter the table",
        { Change.Kind: SchemaChangeKind.WidenType or SchemaChangeKind.ChangeScale or SchemaChangeKind.ChangeKey } when _condition.IsLarge => "the table is large and would be written anew",
        _ => "it cannot be done while rows flow",
    };

    /// <summary>How the shapes stand to the target.</summary>
    public Settlement ToSettlement()
    {
        var target = _after ?? Target!;
        var columns = _shapes.SelectMany(static seen => seen.Columns).DistinctBy(static column => column.Name, StringComparer.Ordinal).ToList();
        var leftOut = Names(RowEffect.LeaveOut);
        leftOut.UnionWith(columns.Where(column => !column.IsKey && !target.Has(Fold(column.Name))).Select(static column => column.Name));
        return new Settlement
        {
            Target = target,
            LeftOut = leftOut,
            Refused = Names(RowEffect.DeadLetter),
            Key = KeyOf(target, columns),
            IsProvisional = Steps.Exists(static one => one.Step.Outcome is SchemaOutcome.Pending),
        };
    }

    private HashSet<string> Names(RowEffect effect)
        => Steps.Where(one => one.Step.Effect == effect).Select(static one => one.Step.Change.Column).OfType<string>().ToHashSet(StringComparer.Ordinal);

    // An event that tells another key than the target has is found by the target's, when it carries all of it.
    private List<string>? KeyOf(TargetTable target, List<ColumnShape> columns)
    {
        var told = columns.Where(static column => column.IsKey).Select(column => Fold(column.Name)).ToHashSet(StringComparer.Ordinal);
        if (_table.Options.Key is { Count: > 0 } || told.Count == 0 || target.PrimaryKey.Count == 0 || target.UniqueKeys.Any(told.SetEquals))
        {
            return null;
        }

        var key = target.PrimaryKey.Select(name => columns.Find(column => string.Equals(Fold(column.Name), name, StringComparison.Ordinal))?.Name).OfType<string>().ToList();
        return key.Count < target.PrimaryKey.Count ? null : key;
    }

    private string Fold(string name) => _table.Options.TargetOf(name);
}
