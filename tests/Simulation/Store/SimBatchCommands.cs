using System.Collections;
using System.Data.Common;

namespace CdcFunctions.Simulation.Store;

/// <summary>The statements of a batch.</summary>
internal sealed class SimBatchCommands : DbBatchCommandCollection, IEnumerable<DbBatchCommand>
{
    private readonly List<DbBatchCommand> _commands = [];

    /// <inheritdoc/>
    public override int Count => _commands.Count;

    /// <inheritdoc/>
    public override bool IsReadOnly => false;

    /// <inheritdoc/>
    public override void Add(DbBatchCommand item) => _commands.Add(item);

    /// <inheritdoc/>
    public override void Clear() => _commands.Clear();

    /// <inheritdoc/>
    public override bool Contains(DbBatchCommand item) => _commands.Contains(item);

    /// <inheritdoc/>
    public override void CopyTo(DbBatchCommand[] array, int arrayIndex) => _commands.CopyTo(array, arrayIndex);

    /// <inheritdoc/>
    public override IEnumerator<DbBatchCommand> GetEnumerator() => _commands.GetEnumerator();

    /// <inheritdoc/>
    public override int IndexOf(DbBatchCommand item) => _commands.IndexOf(item);

    /// <inheritdoc/>
    public override void Insert(int index, DbBatchCommand item) => _commands.Insert(index, item);

    /// <inheritdoc/>
    public override bool Remove(DbBatchCommand item) => _commands.Remove(item);

    /// <inheritdoc/>
    public override void RemoveAt(int index) => _commands.RemoveAt(index);

    /// <inheritdoc/>
    protected override DbBatchCommand GetBatchCommand(int index) => _commands[index];

    /// <inheritdoc/>
    protected override void SetBatchCommand(int index, DbBatchCommand batchCommand) => _commands[index] = batchCommand;

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
