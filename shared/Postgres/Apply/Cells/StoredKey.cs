using System.Data.Common;
using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using CdcFunctions.Changes;
using Npgsql;

namespace CdcFunctions.Postgres.Apply.Cells;

/// <summary>Puts a stored key column back into the form that events of the source have.</summary>
internal static class StoredKey
{
    /// <summary>Reads field <paramref name="field"/>, selected by <see cref="CellLoadSql.Read"/>, into a row of the batch.</summary>
    public static void Read(DbDataReader reader, int field, ColumnBuffer column, int row)
    {
        switch (column.Shape.Type.Kind)
        {
            case ValueKind.Float32:
                column.SetWord(row, BitConverter.SingleToInt32Bits((float)reader.GetDouble(field)));
                break;
            case ValueKind.Float64:
                column.SetWord(row, BitConverter.DoubleToInt64Bits(reader.GetDouble(field)));
                break;
            case ValueKind.Uuid or ValueKind.Bytes:
                column.SetBytes(row, reader.GetFieldValue<byte[]>(field));
                break;
            case ValueKind.Inet:
                column.SetBytes(row, Encoding.ASCII.GetBytes(Address(reader.GetString(field))));
                break;
            case var kind when ClusteringBytes.IsWord(kind):
                column.SetWord(row, reader.GetInt64(field));
                break;
            default:
                column.SetBytes(row, Encoding.UTF8.GetBytes(reader.GetString(field)));
                break;
        }
    }

    // Java prints an IPv6 address with all its groups, PostgreSQL without those of zeros.
    private static string Address(string text)
    {
        if (!IPAddress.TryParse(text, out var address) || address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return text;
        }

        var bytes = address.GetAddressBytes();
        return string.Join(':', Enumerable.Range(0, 8)
            .Select(n => BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(2 * n)).ToString("x", CultureInfo.InvariantCulture)));
    }
}
