namespace CdcFunctions.Changes;

/// <summary>What the target already knows of a column's type; asked last, for events without embedded schema.</summary>
public interface ITargetTypes
{
    /// <summary>The type of the target column this source column goes to, or null when table or column is not there.</summary>
    /// <remarks>Must answer from memory: it is asked while decoding.</remarks>
    ColumnType? Find(TableName table, string column);
}
