namespace CdcFunctions.Postgres.Apply.Wire.Documents;

/// <summary>JSON objects into a composite type: PostgreSQL takes the fields by name.</summary>
internal sealed class CompositeEncoder(CellContext context) : JsonEncoder(context, WireType.Jsonb)
{
    public override bool IsJudgedByServer => true;

    public override string ToSql(string element) => $"jsonb_populate_record(null::{Context.Type.SqlName}, {element})";
}
