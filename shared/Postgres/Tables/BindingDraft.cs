using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
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
        => _faults.AddRange(BindingNames.Faults(columns, options.PreserveCase));

    public void Add(ColumnShape column)
    {
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
                && !_faults.Exists(fault => fault.Column is { } source && Is(SqlIdentifier.Fold(source, options.PreserveCase), column.Name)))
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

    private string Fold(ColumnShape column) => SqlIdentifier.Fold(column.Name, options.PreserveCase);

    // Two keys of the source must never become one key of the target.
    private static bool LosesDigits(ColumnBinding bound)
        => ConversionMatrix.Find(bound.Source.Type.Kind, bound.Target.Type)?.Grade == ConversionGrade.Rounded
        || (bound.Target.Type.Underlying is { Name: "time" or "timetz" or "timestamp" or "timestamptz", Precision: { } digits and < 6 }
            && (bound.Source.Type.Precision ?? 6) > digits);

    private static bool Is(string one, string other) => string.Equals(one, other, StringComparison.Ordinal);
}
