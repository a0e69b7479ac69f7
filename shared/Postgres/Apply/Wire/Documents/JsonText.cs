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

    // A number this short without an exponent is inside every limit of numeric.
    private const int ShortNumber = 64;

    private static readonly SearchValues<byte> EndsOfPlain = SearchValues.Create([(byte)'"', (byte)'\\', .. Enumerable.Range(0, 0x20).Select(static control => (byte)control)]);

    private readonly ReadOnlySpan<byte> _text;
    private readonly bool _isBinary;
    private int _at;
    private int _depth;
    private CellFaultKind _fault;

    private JsonText(ReadOnlySpan<byte> text, bool isBinary)
    {
        _text = text;
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
        return json._fault != CellFaultKind.None ? json._fault : isValue && json.Next() == 0 && json._at == text.Length ? CellFaultKind.None : CellFaultKind.BadJson;
    }

    // The byte after white space, 0 at the end.
    private byte Next()
    {
        while (_at < _text.Length)
        {
            var next = _text[_at];
            if (next is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
            {
                return next;
            }

            _at++;
        }

        return 0;
    }

    private readonly byte Peek() => _at < _text.Length ? _text[_at] : (byte)0;

    private bool TryValue() => Next() switch
    {
        (byte)'"' => TryString(),
        (byte)'{' => TryNested((byte)'}', isObject: true),
        (byte)'[' => TryNested((byte)']', isObject: false),
        (byte)'t' => TryWord("true"u8),
        (byte)'f' => TryWord("false"u8),
        (byte)'n' => TryWord("null"u8),
        _ => TryNumber(),
    };

    private bool TryNested(byte end, bool isObject)
    {
        if (++_depth > DeepestNesting)
        {
            return false;
        }

        _at++;
        if (!TrySkip(end))
        {
            do
            {
                if ((isObject && !(Next() == '"' && TryString() && TrySkip((byte)':'))) || !TryValue())
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
        _at++;
        while (true)
        {
            var plain = _text[_at..].IndexOfAny(EndsOfPlain);
            if (plain < 0)
            {
                return false;
            }

            _at += plain;
            if (_text[_at] == '"')
            {
                _at++;
                return true;
            }

            if (_text[_at] != '\\' || !TryEscape())
            {
                return false;
            }
        }
    }

    private bool TryEscape()
    {
        if (_at + 1 >= _text.Length)
        {
            return false;
        }

        if (_text[_at + 1] != 'u')
        {
            _at += 2;
            return @"""\/bfnrt"u8.Contains(_text[_at - 1]);
        }

        if (!TryUnit(out var unit))
        {
            return false;
        }

        if (!_isBinary || !(unit == 0 || char.IsSurrogate(unit)))
        {
            return true;
        }

        _fault = unit == 0 ? CellFaultKind.NulInText : _fault;
        return unit != 0 && char.IsHighSurrogate(unit) && TryUnit(out var low) && char.IsLowSurrogate(low);
    }

    private bool TryUnit(out char unit)
    {
        unit = '\0';
        if (_at + 6 > _text.Length || _text[_at] != '\\' || _text[_at + 1] != 'u')
        {
            return false;
        }

        foreach (var digit in _text.Slice(_at + 2, 4))
        {
            if (!char.IsAsciiHexDigit((char)digit))
            {
                return false;
            }

            unit = (char)((unit << 4) | (digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10));
        }

        _at += 6;
        return true;
    }

    private bool TryNumber()
    {
        var start = _at;
        _at += Peek() == '-' ? 1 : 0;
        var first = Peek();
        var digits = SkipDigits();
        if (digits == 0 || (first == '0' && digits > 1))
        {
            return false;
        }

        if (Peek() == '.')
        {
            _at++;
            if (SkipDigits() == 0)
            {
                return false;
            }
        }

        var hasExponent = (Peek() | 0x20) == 'e';
        if (hasExponent)
        {
            _at++;
            _at += Peek() is (byte)'+' or (byte)'-' ? 1 : 0;
            if (SkipDigits() == 0)
            {
                return false;
            }
        }

        if (_isBinary && (hasExponent || _at - start > ShortNumber) && !(DecimalText.TryParse(_text[start.._at], out var number) && NumericWire.Holds(number)))
        {
            _fault = CellFaultKind.OutOfRange;
        }

        return true;
    }

    private int SkipDigits()
    {
        var start = _at;
        while (Peek() - (uint)'0' <= 9)
        {
            _at++;
        }

        return _at - start;
    }

    private bool TryWord(ReadOnlySpan<byte> word)
    {
        var isWord = _text[_at..].StartsWith(word);
        _at += word.Length;
        return isWord;
    }

    private bool TrySkip(byte mark)
    {
        var isMark = Next() == mark;
        _at += isMark ? 1 : 0;
        return isMark;
    }
}
