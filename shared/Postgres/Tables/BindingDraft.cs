using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Rules.Masks;
using CdcFunctions.Postgres.Apply.Wire;
using CdcFunctions.Postgres.Apply.Wire.Matrix;

namespace CdcFunctions.Postgres.Tables;

/// <summary>Collects bound columns and faults while a <see cref="TableBinding"/> is being made.</summary>
internal sealed class BindingDraft(TableOptions options, TargetTable target, int serverVersion)
{
    private readonly List<ColumnBinding> _columns = [];
    private readonly List<ColumnShape> _missing = [];
    private readonly List<BindingFault> _faults = [];
    private IReadOnlyList<ColumnBinding> _key = [];

    public void CheckNames(IReadOnlyList<ColumnShape> columns)
        => _faults.AddRange(BindingNames.Faults(columns, options));

    public void Add(ColumnShape column)
    {
        if (!column.IsKey && !options.Takes(column.Name))
        {
            return;
        }

        var name = Fold(column);
        if (BindingNames.IsReserved(name) || SqlIdentifier.Fault(name) is not null || _columns.Exists(known => Is(known.Target.Name, name)))
        {
            return;
        }

        if (target.Find(name) is not { } found)
        {
            _missing.Add(column);
            return;
        }

        if (MaskFault(column, found) is { } masked)
        {
            _faults.Add(masked);
            return;
        }

        if (ConversionMatrix.Find(column.Type.Kind, found.Type) is not { } conversion)
        {
            _faults.Add(BindingFaults.Type(column, found, target));
            return;
        }

        if (found.IsGenerated)
        {
            _faults.Add(BindingFaults.Generated(column, found));
            return;
        }

        _columns.Add(new ColumnBinding(column, found, conversion.Create(new CellContext(column.Type.Kind, found, serverVersion))));
    }

    public void CheckKey(IReadOnlyList<ColumnShape> columns)
    {
        foreach (var name in options.Key ?? [])
        {
            if (!columns.Any(column => Is(column.Name, name)))
            {
                _faults.Add(BindingFaults.UnknownKey(name));
            }
        }

        var key = SourceKey.Of(columns, options);
        _key = [.. key.Select(column => _columns.Find(bound => ReferenceEquals(bound.Source, column))).OfType<ColumnBinding>()];
        _faults.AddRange(key.Where(column => options.Column(column.Name).Exclude).Select(BindingFaults.ExcludedKey));
        foreach (var column in key.Where(_missing.Contains))
        {
            _faults.Add(BindingFaults.MissingKey(column, target, Fold(column)));
        }

        var names = key.Select(Fold).ToArray();
        if (names.Length > 0 && !target.UniqueKeys.Any(unique => unique.Count == names.Length && names.All(name => unique.Contains(name, StringComparer.Ordinal))))
        {
            _faults.Add(BindingFaults.NotUnique(names, target));
        }

        _faults.AddRange(_key.Where(LosesDigits).Select(static bound => BindingFaults.RoundedKey(bound.Source, bound.Target)));
    }

    public void CheckTarget()
    {
        foreach (var column in target.Columns)
        {
            var bound = _columns.Find(known => ReferenceEquals(known.Target, column));
            if (bound is null && column is { IsNullable: false, HasDefault: false, IsGenerated: false } && !BindingNames.IsReserved(column.Name)
                && !_faults.Exists(fault => fault.Column is { } source && Is(options.TargetOf(source), column.Name)))
            {
                _faults.Add(BindingFaults.NotFed(column, target));
            }

            if (bound is not null && column.IsIdentityAlways && !_key.Contains(bound))
            {
                _faults.Add(BindingFaults.Identity(bound.Source, column, target));
            }
        }

        _faults.AddRange(BindingNames.BookkeepingFaults(target));
    }

    public TableBinding ToBinding() => new() { Target = target, Columns = _columns, Key = _key, Missing = _missing, Faults = _faults };

    private string Fold(ColumnShape column) => options.TargetOf(column.Name);

    // Masked values are text: in a column of another type, or one too short, every row would be a dead letter.
    private BindingFault? MaskFault(ColumnShape column, TargetColumn found)
    {
        var mask = options.Column(column.Name).Mask;
        if (mask is ColumnMask.None or ColumnMask.Null || column.Type.Kind != ValueKind.Text)
        {
            return null;
        }

        var isText = TargetFamilies.Of(found.Type) is TargetFamily.Text or TargetFamily.Char;
        return isText && found.Type.Underlying.Length is not { } length ? null
            : isText && found.Type.Underlying.Length >= MaskWords.Longest(mask) ? null
            : BindingFaults.Masked(column, found, target, mask);
    }

    // Two keys of the source must never become one key of the target.
    private static bool LosesDigits(ColumnBinding bound)
        => ConversionMatrix.Find(bound.Source.Type.Kind, bound.Target.Type)?.Grade == ConversionGrade.Rounded
        || (bound.Target.Type.Underlying is { Name: "time" or "timetz" or "timestamp" or "timestamptz", Precision: { } digits and < 6 }
            && (bound.Source.Type.Precision ?? 6) > digits);

    private static bool Is(string one, string other) => string.Equals(one, other, StringComparison.Ordinal);
}
