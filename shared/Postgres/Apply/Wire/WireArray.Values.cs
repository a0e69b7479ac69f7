using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace CdcFunctions.Postgres.Apply.Wire;

/// <content>Elements of fixed size.</content>
public sealed partial class WireArray
{
    /// <summary>Appends NULL.</summary>
    public void AppendNull()
    {
        Reserve(0);
        BinaryPrimitives.WriteInt32BigEndian(_bytes.AsSpan(_length), -1);
        _length += sizeof(int);
        Count++;
        _nulls++;
    }

    /// <summary>Appends a <c>boolean</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AppendBoolean(bool value)
    {
        Reserve(1)[0] = value ? (byte)1 : (byte)0;
        Commit(1);
    }

    /// <summary>Appends a <c>smallint</c>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AppendInt16(short value)
    {
        BinaryPrimitives.WriteInt16BigEndian(Reserve(sizeof(short)), value);
        Commit(sizeof(short));
    }

    /// <summary>Appends an <c>integer</c>, or a <c>date</c> as days since 2000-01-01.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AppendInt32(int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(Reserve(sizeof(int)), value);
        Commit(sizeof(int));
    }

    /// <summary>Appends a <c>bigint</c>, or a time or timestamp as PostgreSQL's microseconds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AppendInt64(long value)
    {
        BinaryPrimitives.WriteInt64BigEndian(Reserve(sizeof(long)), value);
        Commit(sizeof(long));
    }

    /// <summary>Appends a <c>timestamptz</c> from microseconds since 1970-01-01 UTC, which must be in PostgreSQL's range.</summary>
    public void AppendTimestampTz(long microseconds) => AppendInt64(microseconds - PostgresEpoch.UnixMicroseconds);

    /// <summary>Appends bytes as they are.</summary>
    public void AppendBytes(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        Commit(bytes.Length);
    }
}
