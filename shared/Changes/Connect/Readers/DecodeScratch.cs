using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace CdcFunctions.Changes.Connect.Readers;

/// <summary>Memory that value readers borrow, and what they count. One per decoding thread.</summary>
[SuppressMessage("Design", "CA1001", Justification = "Sessions live as long as their decoder; neither the pooled arena nor a writer over memory holds anything but memory.")]
internal sealed class DecodeScratch
{
    private byte[] _unescaped = new byte[256];
    private Utf8JsonWriter? _writer;
    private ArrayBufferWriter<byte>? _json;

    /// <summary>Values of the current record that lost digits beyond microseconds.</summary>
    public int TruncatedTimes { get; set; }

    /// <summary>True when a value inside a structure could be read in two ways.</summary>
    public bool IsInnerAmbiguous { get; set; }

    /// <summary>Arena for the inner values of structures.</summary>
    public ByteArena Inner { get; } = new();

    /// <summary>The bytes of a string or property token without escapes; valid until the next call.</summary>
    public ReadOnlySpan<byte> Text(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
        {
            return reader.ValueSpan;
        }

        var room = Bytes(reader.ValueSpan.Length);
        return room[..reader.CopyString(room)];
    }

    /// <summary>At least this much room; valid until the next call.</summary>
    public Span<byte> Bytes(int size)
    {
        if (_unescaped.Length < size)
        {
            _unescaped = new byte[Math.Max(size, _unescaped.Length * 2)];
        }

        return _unescaped;
    }

    /// <summary>An empty JSON writer.</summary>
    public Utf8JsonWriter StartJson()
    {
        _json ??= new ArrayBufferWriter<byte>(1024);
        _json.ResetWrittenCount();
        _writer ??= new Utf8JsonWriter(_json, JsonText.WriterOptions);
        _writer.Reset();
        return _writer;
    }

    /// <summary>What the JSON writer wrote.</summary>
    public ReadOnlySpan<byte> EndJson()
    {
        _writer!.Flush();
        return _json!.WrittenSpan;
    }
}
