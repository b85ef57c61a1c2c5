using Npgsql;
using Segue.Sessions;
using Segue.Sql;

namespace Segue.Transfer;

/// <summary>Rows of a table or view into a CSV file.</summary>
public static class CsvExport
{
    /// <summary>Writes the file whole or not at all: first beside it, then in its place. Takes ACCESS SHARE on the relation.</summary>
    /// <param name="database">Where from.</param>
    /// <param name="relation">A table or view.</param>
    /// <param name="file">UTF-8, with a header; an unquoted empty value is NULL.</param>
    /// <param name="cancellationToken">Cancels it; the file stays as it was.</param>
    /// <returns>The bytes written.</returns>
    /// <exception cref="SegueException">The relation cannot be read.</exception>
    public static async Task<long> RunAsync(Database database, QualifiedName relation, string file, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        var session = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var disposal = session.ConfigureAwait(false);
        try
        {
            return await session.UnloadAsync(Copy(relation).Text, Path.GetFullPath(file), cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException error)
        {
            throw new SegueException(Failure.Error, $"{relation} cannot be exported: {error.SqlState}: {error.MessageText}", error)
            {
                State = "nothing was written",
            };
        }
    }

    internal static SqlText Copy(QualifiedName relation) => SqlText.Of($"COPY (SELECT * FROM {relation}) TO STDOUT (FORMAT csv, HEADER, ENCODING 'UTF8')");
}
