namespace CdcFunctions.Postgres.Schema.Evolution;

/// <summary>One line of the widening matrix: values of one type are all values of the other.</summary>
/// <param name="From">Narrower type.</param>
/// <param name="To">Wider type.</param>
/// <param name="Rewrites">True when PostgreSQL writes the table anew.</param>
/// <param name="When">Condition on lengths and digits; null for none.</param>
/// <param name="Condition">The condition in words, for the documentation.</param>
internal sealed record WideningRule(string From, string To, bool Rewrites, Func<SqlType, SqlType, bool>? When = null, string? Condition = null);
