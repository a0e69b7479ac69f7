using System.Globalization;

namespace CdcFunctions.Operations.Configuration.Filters;

/// <summary>Reads the text of a row filter.</summary>
/// <remarks>
/// Grammar, loosest first: <c>or</c>, <c>and</c>, <c>not</c>, then a parenthesis or a condition <c>column op literal</c>, <c>column [not] in (…)</c>,
/// <c>column [not] like '…'</c>, <c>column is [not] null</c>. Column names are the source's, plain or between double quotes; keywords in any case.
/// </remarks>
public sealed class FilterParser
{
    private const int Deepest = 100;

    private readonly List<FilterToken> _tokens;
    private int _at;
    private int _depth;

    private FilterParser(string text) => _tokens = FilterTokens.Of(text);

    private FilterToken Token => _tokens[_at];

    /// <summary>The filter, or what is wrong with it in one sentence.</summary>
    public static (FilterExpression? Filter, string? Fault) Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parser = new FilterParser(text);
        try
        {
            var filter = parser.Or();
            return parser.Token.Kind == FilterTokenKind.End ? (filter, null) : (null, parser.Expected("and, or, or the end"));
        }
        catch (FormatException fault)
        {
            return (null, fault.Message);
        }
    }

    private FilterExpression Or() => Joined("or", And);

    private FilterExpression And() => Joined("and", Not);

    private FilterExpression Joined(string keyword, Func<FilterExpression> part)
    {
        var parts = new List<FilterExpression> { part() };
        while (Take(keyword))
        {
            parts.Add(part());
        }

        return parts.Count == 1 ? parts[0] : new FilterJunction(keyword == "and", parts);
    }

    private FilterExpression Not()
    {
        if (++_depth > Deepest)
        {
            throw new FormatException($"it nests deeper than {Deepest} levels");
        }

        try
        {
            if (Take("not"))
            {
                return new FilterNot(Not());
            }

            if (!TakeSign("("))
            {
                return Condition();
            }

            var inner = Or();
            Demand(")");
            return inner;
        }
        finally
        {
            _depth--;
        }
    }

    private FilterExpression Condition()
    {
        if (Token.Kind is not (FilterTokenKind.Word or FilterTokenKind.Quoted) || Token.Is("in") || Token.Is("like") || Token.Is("is") || Token.Is("null"))
        {
            throw new FormatException(Expected("a column"));
        }

        var column = _tokens[_at++].Text;
        if (Take("is"))
        {
            var isNot = Take("not");
            return Take("null") ? Negated(new FilterNullTest(column), isNot) : throw new FormatException(Expected("null"));
        }

        if (Operator() is { } compare)
        {
            return new FilterComparison(column, compare, Literal());
        }

        var negated = Take("not");
        if (Take("in"))
        {
            Demand("(");
            var literals = new List<FilterLiteral> { Literal() };
            while (TakeSign(","))
            {
                literals.Add(Literal());
            }

            Demand(")");
            return Negated(new FilterMembership(column, literals), negated);
        }

        return Take("like")
            ? Negated(new FilterLike(column, Token.Kind == FilterTokenKind.Text ? _tokens[_at++].Text : throw new FormatException(Expected("a pattern between single quotes"))), negated)
            : throw new FormatException(Expected("=, !=, <, <=, >, >=, in, like or is"));
    }

    private FilterOperator? Operator()
    {
        FilterOperator? found = Token.Kind != FilterTokenKind.Sign ? null : Token.Text switch
        {
            "=" => FilterOperator.Equal,
            "!=" or "<>" => FilterOperator.NotEqual,
            "<" => FilterOperator.Less,
            "<=" => FilterOperator.LessOrEqual,
            ">" => FilterOperator.Greater,
            ">=" => FilterOperator.GreaterOrEqual,
            _ => null,
        };
        _at += found is null ? 0 : 1;
        return found;
    }

    private FilterLiteral Literal()
    {
        FilterLiteral? literal = Token.Kind switch
        {
            FilterTokenKind.Text => new(FilterLiteralForm.Text, Token.Text),
            FilterTokenKind.Number when decimal.TryParse(Token.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) => new(FilterLiteralForm.Number, Token.Text),
            FilterTokenKind.Word when Token.Is("true") || Token.Is("false") => new(FilterLiteralForm.Boolean, Token.Text.ToLowerInvariant()),
            _ => null,
        };
        if (literal is null)
        {
            throw new FormatException(Token.Is("null") ? $"nothing equals null (position {Token.Position}): write is null or is not null" : Expected("a number, true, false, or text between single quotes"));
        }

        _at++;
        return literal;
    }

    private static FilterExpression Negated(FilterExpression filter, bool isNegated) => isNegated ? new FilterNot(filter) : filter;

    private bool Take(string keyword)
    {
        var isThere = Token.Is(keyword);
        _at += isThere ? 1 : 0;
        return isThere;
    }

    private bool TakeSign(string sign)
    {
        var isThere = Token.IsSign(sign);
        _at += isThere ? 1 : 0;
        return isThere;
    }

    private void Demand(string sign)
    {
        if (!TakeSign(sign))
        {
            throw new FormatException(Expected(sign));
        }
    }

    private string Expected(string what) => Token.Kind switch
    {
        FilterTokenKind.End => $"it ends where {what} is expected",
        FilterTokenKind.Bad when Token.Text is "'" or "\"" => $"the quote at position {Token.Position} does not end",
        _ => $"at position {Token.Position} stands {Token.Text} where {what} is expected",
    };
}
