using System.Text;
using CdcFunctions.Changes.Connect.Readers;
using CdcFunctions.Changes.Connect.Schema;
using CdcFunctions.Changes.SqlServer;

namespace CdcFunctions.Changes.Shapes;

/// <summary>The columns of one table as far as they are known: whole from an embedded schema, else growing with what events show.</summary>
/// <remarks>Thread-safe: readers take <see cref="Columns"/>, which is never changed, only replaced.</remarks>
internal sealed class TableShape
{
    private readonly Lock _lock = new();
    private readonly ColumnTypes _types;
    private readonly ConnectSchema? _row;
    private readonly TableShape? _base;
    private volatile ColumnSet _columns = ColumnSet.Empty;
    private string[] _key = [];
    private bool _isKeyFixed;
    private volatile WholeShape? _whole;

    /// <summary>A table's shape.</summary>
    /// <param name="table">Its name.</param>
    /// <param name="types">Where types come from.</param>
    /// <param name="row">Embedded schema of a row, or null.</param>
    /// <param name="staticOf">The table whose static columns this one holds, or null.</param>
    public TableShape(TableName table, ColumnTypes types, ConnectSchema? row, TableShape? staticOf = null)
    {
        (Table, _types, _row, _base) = (table, types, row, staticOf);
        Refresh();
    }

    /// <summary>The table.</summary>
    public TableName Table { get; }

    /// <summary>True for the table of static columns of a clustered table.</summary>
    public bool IsStatic => _base is not null;

    /// <summary>The columns now.</summary>
    public ColumnSet Columns => _columns;

    /// <summary>All columns the table has, when an embedded schema tells them; null else.</summary>
    public SourceShape? Whole
    {
        get
        {
            var columns = _columns;
            if (_row is null || IsStatic || columns.KeyIndexes.Length == 0)
            {
                return null;
            }

            var whole = _whole;
            if (!ReferenceEquals(whole?.Columns, columns))
            {
                _whole = whole = new(columns, new([.. columns.Plans.Select(plan => plan.Shape).OfType<ColumnShape>()]) { Owner = this });
            }

            return whole.Shape;
        }
    }

    /// <summary>True when configuration or catalog fixes the key, so that the event's key is only one place to find values.</summary>
    public bool IsKeyFixed => _isKeyFixed;

    /// <summary>Looks everything up again, after the catalog has learnt something.</summary>
    public void Refresh()
    {
        lock (_lock)
        {
            if (_base is null && _types.FixedKey is { } key)
            {
                (_key, _isKeyFixed) = ([.. key], true);
            }

            // Inferred types stay: nothing better is known unless the look-up finds it.
            var plans = _columns.Plans.Select(plan => plan.IsInferred ? Known(plan.Name, null) ?? Keyed(plan) : Plan(plan.Name, null)).ToList();
            var names = (_row?.Fields.Select(one => one.Field ?? "") ?? []).Where(_ => _base is null).Concat(_base is null || _key.Length > 0 ? _key : []);
            plans.AddRange(names.Except(plans.Select(one => one.Name), StringComparer.Ordinal).Select(name => Plan(name, null)));
            _columns = new([.. plans]);
        }
    }

    /// <summary>Takes these columns as the key, in this order.</summary>
    public void SetKey(IEnumerable<string> names, ConnectSchema? keySchema)
    {
        lock (_lock)
        {
            _key = [.. names];
            var plans = _columns.Plans.Select(plan => Keyed(plan.Reader is null && _key.Contains(plan.Name, StringComparer.Ordinal) ? Plan(plan.Name, keySchema?.Find(plan.Name)) : plan)).ToList();
            plans.AddRange(_key.Except(plans.Select(one => one.Name), StringComparer.Ordinal).Select(name => Plan(name, keySchema?.Find(name))));
            _columns = new([.. plans]);
        }
    }

    /// <summary>Gives a table without key the columns that stand for one.</summary>
    public void MakeKeyless(bool isLog)
    {
        if (_key is [KeylessColumns.RowId])
        {
            return;
        }

        SetKey([KeylessColumns.RowId], null);
        if (isLog)
        {
            Add(KeylessColumns.Operation);
        }
    }

    /// <summary>Index of a column, which is added when it is new.</summary>
    public int Add(string name)
    {
        lock (_lock)
        {
            var index = _columns.Find(Encoding.UTF8.GetBytes(name));
            if (index < 0)
            {
                index = _columns.Plans.Length;
                _columns = new([.. _columns.Plans, Plan(name, null)]);
            }

            return index;
        }
    }

    /// <summary>Gives a column its type now that a value is there.</summary>
    /// <param name="index">The column.</param>
    /// <param name="inferred">What the value looks like, used when nothing else is known.</param>
    public void Type(int index, ValueReader inferred)
    {
        lock (_lock)
        {
            var plan = _columns.Plans[index];
            if (plan.Reader is null)
            {
                Replace(index, Known(plan.Name, null, isSeen: true) ?? Infer(plan, inferred));
            }
        }

        if (_types.HasStaticTable)
        {
            _base?.Ignore(_columns.Plans[index]);
        }
    }

    /// <summary>Changes an inferred type, as a column does that was dropped and added again.</summary>
    public void Retype(int index, ValueReader inferred)
    {
        lock (_lock)
        {
            Replace(index, Infer(_columns.Plans[index], inferred));
        }
    }

    /// <summary>The line that would end an ambiguity, as a person writes it.</summary>
    public string SourceTypesLine(string column) => $"tables.{(_base ?? this).Table.Table}.sourceTypes: {{ {column}: TYPE }}";

    // A column seen in a static row is none of the clustered rows, which show it as null.
    private void Ignore(ColumnPlan column)
    {
        lock (_lock)
        {
            var index = _columns.Find(column.Utf8Name);
            if (column.KeyOrdinal < 0 && index >= 0 && !_columns.Plans[index].IsIgnored && _columns.Plans[index].KeyOrdinal < 0)
            {
                Replace(index, _columns.Plans[index] with { IsIgnored = true, Reader = null, Shape = null });
            }
        }
    }

    private void Replace(int index, ColumnPlan plan)
    {
        var plans = _columns.Plans.ToArray();
        plans[index] = plan;
        _columns = new(plans);
    }

    private ColumnPlan Infer(ColumnPlan plan, ValueReader reader)
    {
        _types.NoteInferred(Table, plan.Name, reader.Type.Kind);
        return Typed(plan.Name, new ResolvedType(reader, true, reader.Type.Kind is ValueKind.Text ? LargeColumn.Unknown : LargeColumn.No)) with { IsInferred = true };
    }

    private ColumnPlan Plan(string name, ConnectSchema? schema)
        => Known(name, schema) ?? new ColumnPlan(name, Encoding.UTF8.GetBytes(name), null, null) { KeyOrdinal = Ordinal(name), IsIgnored = IsForeign(name) };

    // Which columns of a clustered table are static shows only by their values: a null in a static row may be any other column.
    private ColumnPlan? Known(string name, ConnectSchema? schema, bool isSeen = false)
    {
        if (IsForeign(name))
        {
            return null;
        }

        if (_base is not null && !isSeen && Ordinal(name) < 0 && !_types.IsStatic(name) && !_types.IsStaticInTarget(name))
        {
            return null;
        }

        return _types.Find(name, Cells.ValueOf(schema ?? _row?.Find(name)), Table) is { } type ? Typed(name, type) : null;
    }

    private bool IsForeign(string name) => name is Cells.RangeStart or Cells.RangeEnd || (Ordinal(name) < 0 && (!_types.Reads(name) || IsOfStaticTable(name)));

    private bool IsOfStaticTable(string name) => _base is null && _types.HasStaticTable && (_types.IsStatic(name) || _types.IsStaticInTarget(name));

    private ColumnPlan Typed(string name, ResolvedType type)
    {
        var shape = new ColumnShape
        {
            Name = name,
            Type = type.Reader.Type,
            KeyOrdinal = Ordinal(name),
            IsNullable = type.IsNullable && Ordinal(name) < 0,
            IsLarge = type.Large is LargeColumn.Yes or LargeColumn.Old,
        };
        return new(name, shape.Utf8Name, type.Reader, shape) { KeyOrdinal = shape.KeyOrdinal, Large = type.Large, IsFromTarget = type.IsFromTarget, TakesMisfits = !shape.IsKey && _types.TakesMisfits(name) };
    }

    private ColumnPlan Keyed(ColumnPlan plan)
    {
        var ordinal = Ordinal(plan.Name);
        return plan.KeyOrdinal == ordinal ? plan : plan with { KeyOrdinal = ordinal, IsIgnored = false, Shape = plan.Shape is null ? null : plan.Shape with { KeyOrdinal = ordinal } };
    }

    private int Ordinal(string name) => Array.IndexOf(_key, name);

    private sealed record WholeShape(ColumnSet Columns, SourceShape Shape);
}
