using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Unicode;
using CdcFunctions.Postgres.Apply.Wire.Numbers;

namespace CdcFunctions.Postgres.Apply.Wire.Documents;

/// <summary>Checks JSON as PostgreSQL will, without exceptions and without a tree.</summary>
[StructLayout(LayoutKind.Auto)]
internal ref struct JsonText
{
    // Far above real documents, far below PostgreSQL's and our own stack.
    private const int DeepestNesting = 500;

    private static readonly SearchValues<byte> EndsOfPlain = SearchValues.Create([(byte)'"', (byte)'\\', .. Enumerable.Range(0, 0x20).Select(static control => (byte)control)]);
    private static readonly SearchValues<byte> NumberParts = SearchValues.Create("+-.0123456789eE"u8);

    private readonly bool _isBinary;
    private ReadOnlySpan<byte> _rest;
    private int _depth;
    private CellFaultKind _fault;

    private JsonText(ReadOnlySpan<byte> text, bool isBinary)
    {
        _rest = text;
        _isBinary = isBinary;
    }

    /// <summary>Why PostgreSQL would refuse the text; <c>jsonb</c> is stricter about escapes and numbers.</summary>
    public static CellFaultKind Check(ReadOnlySpan<byte> text, bool isBinary)
    {
        if (!Utf8.IsValid(text))
        {
            return CellFaultKind.BadEncoding;
        }

        var json = new JsonText(text, isBinary);
        var isValue = json.TryValue();
        json.SkipSpace();
        return json._fault != CellFaultKind.None ? json._fault : isValue && json._rest.IsEmpty ? CellFaultKind.None : CellFaultKind.BadJson;
    }

    private bool TryValue()
    {
        SkipSpace();
        if (_rest.IsEmpty)
        {
            return false;
        }

        return _rest[0] switch
        {
            (byte)'"' => TryString(),
            (byte)'{' => TryNested((byte)'}', isObject: true),
            (byte)'[' => TryNested((byte)']', isObject: false),
            (byte)'t' => TryWord("true"u8),
            (byte)'f' => TryWord("false"u8),
            (byte)'n' => TryWord("null"u8),
            _ => TryNumber(),
        };
    }

    private bool TryNested(byte end, bool isObject)
    {
        if (++_depth > DeepestNesting)
        {
            return false;
        }

        _rest = _rest[1..];
        if (!TrySkip(end))
        {
            do
            {
                SkipSpace();
                if ((isObject && !(TryString() && TrySkip((byte)':'))) || !TryValue())
                {
                    return false;
                }
            }
            while (TrySkip((byte)','));
            if (!TrySkip(end))
            {
                return false;
            }
        }

        _depth--;
        return true;
    }

    private bool TryString()
    {
        if (_rest.IsEmpty || _rest[0] != '"')
        {
            return false;
        }

        _rest = _rest[1..];
        while (true)
        {
            var plain = _rest.IndexOfAny(EndsOfPlain);
            _rest = plain < 0 ? default : _rest[plain..];
            if (_rest.IsEmpty || _rest[0] < 0x20)
            {
                return false;
            }

            if (_rest[0] == '"')
            {
                _rest = _rest[1..];
                return true;
            }

            if (!TryEscape())
            {
                return false;
            }
        }
    }

    private bool TryEscape()
    {
        if (_rest.Length < 2)
        {
            return false;
        }

        if (_rest[1] != 'u')
        {
            var isKnown = @"""\/bfnrt"u8.Contains(_rest[1]);
            _rest = _rest[2..];
            return isKnown;
        }

        if (!TryUnit(_rest, out var unit))
        {
            return false;
        }

        _rest = _rest[6..];
        if (!_isBinary)
        {
            return true;
        }

        if (unit == 0)
        {
            _fault = CellFaultKind.NulInText;
            return false;
        }

        if (!char.IsSurrogate((char)unit))
        {
            return true;
        }

        var isPair = char.IsHighSurrogate((char)unit) && TryUnit(_rest, out var low) && char.IsLowSurrogate((char)low);
        _rest = isPair ? _rest[6..] : _rest;
        return isPair;
    }

    private static bool TryUnit(ReadOnlySpan<byte> text, out int unit)
    {
        unit = 0;
        if (text.Length < 6 || text[0] != '\\' || text[1] != 'u')
        {
            return false;
        }

        foreach (var character in text[2..6])
        {
            if (!char.IsAsciiHexDigit((char)character))
            {
                return false;
            }

            unit = (unit << 4) | (char.IsAsciiDigit((char)character) ? character - (int)'0' : (character | 0x20) - 'a' + 10);
        }

        return true;
    }

    private bool TryNumber()
    {
        var end = _rest.IndexOfAnyExcept(NumberParts) is var stop && stop < 0 ? _rest.Length : stop;
        var text = _rest[..end];
        _rest = _rest[end..];
        if (!IsNumber(text) || !DecimalText.TryParse(text, out var number))
        {
            return false;
        }

        _fault = _isBinary && !NumericWire.Holds(number) ? CellFaultKind.OutOfRange : _fault;
        return true;
    }

    private static bool IsNumber(ReadOnlySpan<byte> text)
    {
        text = text.StartsWith("-"u8) ? text[1..] : text;
        var whole = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        var point = whole >= 0 && text[whole] == '.';
        whole = whole < 0 ? text.Length : whole;
        return whole > 0 && (whole == 1 || text[0] != '0') && (!point || (text.Length > whole + 1 && char.IsAsciiDigit((char)text[whole + 1])));
    }

    private bool TryWord(ReadOnlySpan<byte> word)
    {
        var isWord = _rest.StartsWith(word);
        _rest = isWord ? _rest[word.Length..] : _rest;
        return isWord;
    }

    private bool TrySkip(byte mark)
    {
        SkipSpace();
        if (_rest.IsEmpty || _rest[0] != mark)
        {
            return false;
        }

        _rest = _rest[1..];
        return true;
    }

    private void SkipSpace()
    {
        while (!_rest.IsEmpty && _rest[0] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            _rest = _rest[1..];
        }
    }
}
