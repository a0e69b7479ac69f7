namespace CdcFunctions.Operations.Configuration;

/// <summary>Ways in which a source table changes shape; a policy may be given for each.</summary>
public enum SchemaChangeKind
{
    /// <summary>A table shows itself for the first time.</summary>
    CreateTable,

    /// <summary>A column is new.</summary>
    AddColumn,

    /// <summary>A column is gone.</summary>
    DropColumn,

    /// <summary>A column has another name: one gone and one new of the same type in the same place. Only schema-change records tell it.</summary>
    RenameColumn,

    /// <summary>Every old value is a value of the new type.</summary>
    WidenType,

    /// <summary>Every new value is a value of the old type.</summary>
    NarrowType,

    /// <summary>A decimal has other digits after the point.</summary>
    ChangeScale,

    /// <summary>Neither type holds the other's values.</summary>
    ChangeType,

    /// <summary>NOT NULL comes or goes.</summary>
    Nullability,

    /// <summary>The primary key has other columns.</summary>
    ChangeKey,

    /// <summary>The table is gone.</summary>
    DropTable,
}
