using CdcFunctions.Postgres.Checkpoints;

namespace CdcFunctions.Simulation.Store.Statements;

/// <summary>Parks records; one that is there already stays as it is.</summary>
internal sealed class LetterStatement(string sql) : IStatement
{
    private readonly StatementInput _input = new(sql);

    public StatementResult Run(StoreTransaction transaction, IReadOnlyList<object?> arguments)
    {
        var partition = new PartitionKey((string)arguments[0]!, (string)arguments[1]!, (int)arguments[2]!);
        var (offsets, reasons) = (_input.Array<long>(arguments, "o"), _input.Array<string>(arguments, "reason"));
        for (var i = 0; i < offsets.Length; i++)
        {
            var key = new LetterKey(partition, offsets[i]);
            transaction.Letters[key] = transaction.Letters[key] ?? new StoredLetter(reasons[i]);
        }

        return StatementResult.Of(offsets.Length);
    }
}
