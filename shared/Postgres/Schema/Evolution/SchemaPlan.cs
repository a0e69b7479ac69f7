using CdcFunctions.Changes;
using CdcFunctions.Operations.Configuration;
using CdcFunctions.Postgres.Apply.Wire;
using CdcFunctions.Postgres.Apply.Wire.Matrix;
using CdcFunctions.Postgres.Tables;
using static CdcFunctions.Operations.Configuration.SchemaChangePolicy;
using static CdcFunctions.Postgres.Schema.Evolution.RowEffect;
using static CdcFunctions.Postgres.Schema.Evolution.SchemaOutcome;

namespace CdcFunctions.Postgres.Schema.Evolution;

/// <summary>Decides what is done about each schema change: the one place where policies mean something.</summary>
/// <remarks>Pure. <c>docs/schema-changes.md</c> is printed from it.</remarks>
internal sealed class SchemaPlan(TargetTableName name, TargetTable? target, SeenShape seen, TableOptions options, TargetCondition condition, bool hasCellTimes = false)
{
    /// <summary>The step for a change.</summary>
    /// <param name="change">The change.</param>
    /// <param name="isAccepted">A person has decided that it may stand.</param>
    public SchemaStep For(SchemaChange change, bool isAccepted = false)
    {
        var policy = options.SchemaChanges.For(change.Kind);
        policy = policy == SchemaChangePolicy.Exception && isAccepted ? Evolve : policy;
        return change.Kind switch
        {
            SchemaChangeKind.CreateTable => Create(change, policy),
            SchemaChangeKind.AddColumn => Add(change, policy),
            SchemaChangeKind.DropColumn => Drop(change, policy),
            SchemaChangeKind.RenameColumn => Rename(change, policy),
            SchemaChangeKind.WidenType or SchemaChangeKind.NarrowType or SchemaChangeKind.ChangeScale or SchemaChangeKind.ChangeType => Type(change, policy),
            SchemaChangeKind.Nullability => Nullability(change, policy),
            SchemaChangeKind.ChangeKey => Key(change, policy),
            SchemaChangeKind.DropTable => Do(change, policy, EvolutionSql.DeprecateTable(name), Write, Write),
            _ => throw new ArgumentOutOfRangeException(nameof(change), change.Kind, "no such kind"),
        };
    }

    private SchemaStep Create(SchemaChange change, SchemaChangePolicy policy)
    {
        var table = TableDefinition.For(name, seen.Columns, options);

        // Rows of an older shape come without columns that the source has filled by now.
        var columns = table.Columns.Zip(seen.Columns, (column, source) => column with { Default = seen.Defaults.GetValueOrDefault(source.Name) });
        var sql = (condition.HasSchema ? "" : TableDdl.CreateSchema(name.Schema) + ";\n")
            + TableDdl.CreateTable(table with { Columns = [.. columns], HasCellTimes = hasCellTimes });
        return policy switch
        {
            Ignore or SchemaChangePolicy.Exception => new(change, Refused, Wait, sql),
            _ when !condition.CanAlter => new(change, Pending, Wait, sql),
            _ => new(change, Applied, Write, sql),
        };
    }

    private SchemaStep Add(SchemaChange change, SchemaChangePolicy policy)
    {
        var column = Fold(change.Column!);
        if (target!.Find(column) is { } stored)
        {
            var isMarked = condition.CanAlter && stored.IsDeprecated;
            return isMarked && policy is not (Ignore or SchemaChangePolicy.Exception)
                ? new(change, Applied, Write, EvolutionSql.Revive(name, column))
                : new(change, Kept, Write);
        }

        return Do(change, policy, EvolutionSql.AddColumn(name, column, change.To!, change.Default), Write, LeaveOut);
    }

    private SchemaStep Drop(SchemaChange change, SchemaChangePolicy policy)
    {
        if (target?.Find(Fold(change.Column!)) is not { } stored)
        {
            return new(change, policy == SchemaChangePolicy.Exception ? Refused : Kept, policy == SchemaChangePolicy.Exception ? Wait : Write);
        }

        var isKey = target.PrimaryKey.Contains(stored.Name, StringComparer.Ordinal);
        var refusesRows = stored is { IsNullable: false, HasDefault: false } && !isKey;
        return Do(change, policy, EvolutionSql.Deprecate(name, stored, isKey), refusesRows ? Wait : Write, refusesRows ? Wait : Write);
    }

    private SchemaStep Rename(SchemaChange change, SchemaChangePolicy policy)
    {
        var (before, after) = (Fold(change.From!), Fold(change.Column!));
        var sql = target!.Has(after) ? "" : EvolutionSql.AddColumn(name, after, change.To!, change.Default);
        if (target.Find(before) is { } stored)
        {
            sql = (sql.Length == 0 ? "" : sql + ";\n") + EvolutionSql.Deprecate(name, stored, isKey: false);
        }

        var step = Do(change, policy, sql, Wait, target.Has(after) ? Write : LeaveOut);
        return step.Outcome is Applied or Pending && target.Has(before) ? step with { Offer = EvolutionSql.Copy(name, before, after, seen.Clock) } : step;
    }

    private SchemaStep Type(SchemaChange change, SchemaChangePolicy policy)
    {
        var column = seen.Columns.First(one => string.Equals(one.Name, change.Column, StringComparison.Ordinal));
        if (target?.Find(Fold(column.Name)) is not { } stored)
        {
            return new(change, Kept, LeaveOut);
        }

        if (policy == SchemaChangePolicy.Exception)
        {
            return change.IsNews ? new(change, Refused, Wait, Wider(stored, change.To!)?.Sql) : new(change, Kept, Write);
        }

        var conversion = ConversionMatrix.Find(column.Type.Kind, stored.Type);
        if (Holds(stored, change.To!, conversion))
        {
            return new(change, policy == Ignore ? Ignored : Kept, Write);
        }

        // A table that never fitted names all its mismatches at once when it is bound.
        if (!change.IsNews && policy == Evolve)
        {
            return new(change, Kept, Write);
        }

        var without = conversion is null ? LeaveOut : Write;
        if (policy is Lenient or Ignore)
        {
            return new(change, policy == Ignore ? Ignored : Kept, without);
        }

        return Wider(stored, change.To!) is { } wider && !IsKey(stored)
            ? new(change, condition.CanAlter && (!wider.Rewrites || !condition.IsLarge) ? Applied : Pending, conversion is null ? Unfit(policy, without) : Write, wider.Sql)
            : new(change, policy == Try ? Pending : Refused, Unfit(policy, without), EvolutionSql.AlterType(name, stored.Name, stored.Type.Display, "text"));
    }

    private static RowEffect Unfit(SchemaChangePolicy policy, RowEffect without) => policy == Try ? without == LeaveOut ? DeadLetter : Write : Wait;

    private SchemaStep Nullability(SchemaChange change, SchemaChangePolicy policy)
    {
        var column = target?.Find(Fold(change.Column!));
        var isRelaxed = string.Equals(change.To, "null", StringComparison.Ordinal);
        return !isRelaxed || column is null or { IsNullable: true }
            ? new(change, policy switch { Ignore => Ignored, SchemaChangePolicy.Exception => Refused, _ => Kept }, policy == SchemaChangePolicy.Exception ? Wait : Write)
            : Do(change, policy, EvolutionSql.DropNotNull(name, column.Name), Write, Write);
    }

    private SchemaStep Key(SchemaChange change, SchemaChangePolicy policy)
    {
        var key = seen.Columns.Where(static column => column.IsKey).OrderBy(static column => column.KeyOrdinal).Select(column => Fold(column.Name)).ToArray();
        if (target!.UniqueKeys.Any(unique => unique.ToHashSet(StringComparer.Ordinal).SetEquals(key)))
        {
            return new(change, policy switch { Ignore => Ignored, SchemaChangePolicy.Exception => Refused, _ => Kept }, policy == SchemaChangePolicy.Exception ? Wait : Write);
        }

        // Without all columns of the old key no row can be found any more.
        var keepsOld = target.PrimaryKey.Count > 0 && target.PrimaryKey.All(column => seen.Columns.Any(one => string.Equals(Fold(one.Name), column, StringComparison.Ordinal)));
        var sql = EvolutionSql.ChangeKey(target, key);
        return policy switch
        {
            SchemaChangePolicy.Exception => new(change, Refused, Wait, sql),
            Evolve => new(change, condition is { CanAlter: true, IsLarge: false } ? Applied : Pending, Wait, sql),
            Try => new(change, Pending, keepsOld ? Write : Wait, sql),
            Lenient => new(change, keepsOld ? Kept : Pending, keepsOld ? Write : Wait, keepsOld ? null : sql),
            _ => new(change, keepsOld ? Ignored : Refused, keepsOld ? Write : Wait, keepsOld ? null : sql),
        };
    }

    // A statement that is run where policy and rights allow it.
    private SchemaStep Do(SchemaChange change, SchemaChangePolicy policy, string sql, RowEffect waiting, RowEffect without) => policy switch
    {
        SchemaChangePolicy.Exception => new(change, Refused, change.Kind == SchemaChangeKind.DropTable ? Write : Wait, sql),
        Ignore => without == Wait ? new(change, Refused, Wait, sql) : new(change, Ignored, without),
        _ when condition.CanAlter => new(change, Applied, Write, sql),
        Evolve => new(change, Pending, without == LeaveOut ? Wait : waiting, sql),
        _ => new(change, Pending, without, sql),
    };

    private (string Sql, bool Rewrites)? Wider(TargetColumn stored, string type)
    {
        var from = stored.Type.Display;
        if (stored.Type.Kind != PgTypeKind.Base)
        {
            return null;
        }

        var relation = WideningMatrix.Compare(from, type);
        if (relation == Widening.None && WideningMatrix.CommonDecimal(from, type) is { } common)
        {
            (type, relation) = (common, WideningMatrix.Compare(from, common));
        }

        return relation is Widening.Wider or Widening.WiderByRewrite
            ? (EvolutionSql.AlterType(name, stored.Name, from, type), relation == Widening.WiderByRewrite)
            : null;
    }

    private bool IsKey(TargetColumn stored) => target!.PrimaryKey.Contains(stored.Name, StringComparer.Ordinal) && condition.IsLarge;

    private static bool Holds(TargetColumn stored, string type, Conversion? conversion)
        => WideningMatrix.Compare(stored.Type.Underlying.Display, type) is Widening.Same or Widening.Narrower
            ? conversion is not null
            : conversion?.Grade is ConversionGrade.Exact && stored.Type.Underlying is { Length: null };

    private string Fold(string column) => options.TargetOf(column);
}
