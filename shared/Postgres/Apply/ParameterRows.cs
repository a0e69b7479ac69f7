using System.Globalization;

namespace CdcFunctions.Postgres.Apply;

/// <summary>Array parameters as the rows of a FROM item.</summary>
internal static class ParameterRows
{
    /// <summary>One row for each element of the longest array, null where another ends early: <c>(select unnest($2::…), …) as i (k, …)</c>.</summary>
    /// <remarks>
    /// In a select list PostgreSQL takes the elements out of all arrays row by row. As a function in FROM, <c>unnest($2, $3, …)</c> would first copy each array into
    /// a tuple store of its own, which for large rows outgrows <c>work_mem</c> and goes through a temporary file.
    /// </remarks>
    /// <param name="first">Number of the first array's parameter; the others follow.</param>
    /// <param name="arrays">Name of each column and type of its array (<c>bigint[]</c>).</param>
    /// <param name="isNumbered">True for a last column <c>n</c> that counts the elements of the first array from 1.</param>
    public static string From(int first, IReadOnlyCollection<(string Name, string Type)> arrays, bool isNumbered = false)
    {
        var parameters = arrays.Select((array, n) => string.Create(CultureInfo.InvariantCulture, $"${first + n}::{array.Type}")).ToList();
        var columns = parameters.Select(parameter => $"unnest({parameter})");
        var names = arrays.Select(array => array.Name);
        if (isNumbered)
        {
            columns = columns.Append($"generate_subscripts({parameters[0]}, 1)::bigint");
            names = names.Append("n");
        }

        return $"(select {string.Join(", ", columns)}) as i ({string.Join(", ", names)})";
    }
}
