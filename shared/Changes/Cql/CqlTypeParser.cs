namespace CdcFunctions.Changes.Cql;

/// <summary>Reads CQL types: <c>frozen&lt;map&lt;text, int&gt;&gt;</c>, <c>frozen list&lt;int&gt;</c>, <c>static text</c>, <c>udt&lt;street text, zip int&gt;</c>.</summary>
internal sealed class CqlTypeParser
{
    private readonly string _text;
    private int _at;

    private CqlTypeParser(string text) => _text = text;

    /// <summary>The type, or null when the text is none.</summary>
    public static CqlType? Parse(string text)
    {
        var parser = new CqlTypeParser(text);
        var type = parser.Type();
        parser.Blank();
        return parser._at == text.Length ? type : null;
    }

    private CqlType? Type()
    {
        var name = Word();
        if (name.Length == 0)
        {
            return null;
        }

        var lower = name.ToLowerInvariant();
        if (lower is "static" or "frozen" && !Next('<'))
        {
            var inner = Type();
            return lower is "static" ? inner is null ? null : inner with { IsStatic = true } : inner is null ? null : inner with { IsFrozen = true };
        }

        if (lower is "frozen")
        {
            return Arguments(isNamed: false) is ({ Count: 1 } one, _) ? one[0] with { IsFrozen = true } : null;
        }

        if (!Next('<'))
        {
            return new CqlType(IsKnown(lower) ? lower : name, [], []);
        }

        return Arguments(lower is "udt") is ({ } arguments, { } names) ? new CqlType(lower, arguments, names) : null;
    }

    private (List<CqlType>? Types, List<string>? Names) Arguments(bool isNamed)
    {
        var types = new List<CqlType>();
        var names = new List<string>();
        _at++;
        do
        {
            if (isNamed)
            {
                names.Add(Word());
            }

            if (Type() is not { } type)
            {
                return (null, null);
            }

            types.Add(type);
        }
        while (Take(','));

        return Take('>') ? (types, names) : (null, null);
    }

    private string Word()
    {
        Blank();
        var start = _at;
        if (_at < _text.Length && _text[_at] == '"')
        {
            var end = _text.IndexOf('"', _at + 1);
            _at = end < 0 ? _text.Length : end + 1;
            return _text[start.._at].Trim('"');
        }

        while (_at < _text.Length && (char.IsLetterOrDigit(_text[_at]) || _text[_at] is '_' or '.'))
        {
            _at++;
        }

        return _text[start.._at];
    }

    private bool Next(char mark)
    {
        Blank();
        return _at < _text.Length && _text[_at] == mark;
    }

    private bool Take(char mark)
    {
        var isThere = Next(mark);
        _at += isThere ? 1 : 0;
        return isThere;
    }

    private void Blank()
    {
        while (_at < _text.Length && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }
    }

    private static bool IsKnown(string name) => name is "ascii" or "text" or "varchar" or "tinyint" or "smallint" or "int" or "bigint" or "counter"
        or "varint" or "decimal" or "boolean" or "float" or "double" or "blob" or "uuid" or "timeuuid" or "inet" or "date" or "time" or "timestamp" or "duration";
}
