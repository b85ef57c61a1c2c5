using Segue.Revisions;
using Segue.Running;
using Segue.Sessions;
using Segue.Sql;

namespace Segue.Transfer;

/// <summary>Rows of a CSV file into a table: one COPY in one transaction, all or nothing.</summary>
public static class CsvImport
{
    /// <summary>Loads the file. Its first record names the columns; the others keep their defaults. Takes ROW EXCLUSIVE on the table.</summary>
    /// <param name="project">Whose journal and patience.</param>
    /// <param name="database">Where to.</param>
    /// <param name="table">The table.</param>
    /// <param name="file">UTF-8, comma-separated, quoted as RFC 4180 says; an unquoted empty value is NULL.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellationToken">Cancels it; no row stays.</param>
    /// <returns>Its <see cref="RunResult.Loaded"/> is the number of records that were sent.</returns>
    /// <exception cref="SegueException">The file has no header, or the server refused a row: its line is in the message, and no row is in the table.</exception>
    public static async Task<RunResult> RunAsync(
        Project project, Database database, QualifiedName table, string file, RunOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        var plan = PlanOf(project, table, file);
        var records = await CsvRecords.ReadAsync(Path.GetFullPath(file), cancellationToken).ConfigureAwait(false);
        if (records.EndMarker is { } line && await EndsAtMarkerAsync(database, cancellationToken).ConfigureAwait(false))
        {
            throw new SegueException(Failure.Usage, "This server takes a line that is only \\. for the end of the data: the lines after it would be lost.")
            {
                Location = new(file, (int)line, 1),
                State = "nothing was loaded",
                Next = "take the line out if it is no value, or write it in quotes: \"\\.\"",
            };
        }
        var result = await RunPlan.RunAsync(project, database, plan, options, cancellationToken).ConfigureAwait(false);
        return result.Run is null ? result : result with { Loaded = records.Count - 1 };
    }

    /// <summary>Until version 17 the server did, outside quotes even in CSV (release notes of 18, COPY).</summary>
    static async Task<bool> EndsAtMarkerAsync(Database database, CancellationToken cancellationToken)
    {
        var session = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var disposal = session.ConfigureAwait(false);
        return session.MajorVersion < 18;
    }

    /// <summary>What <see cref="RunAsync"/> does: one step.</summary>
    public static Plan PlanOf(Project project, QualifiedName table, string file)
    {
        ArgumentNullException.ThrowIfNull(project);
        var path = Path.GetFullPath(file);
        var copy = Copy(table, path, file);
        var name = $"import {table}";
        return new(name,
        [
            new(name, Direction.Run, $"{name}/1", $"load {Path.GetFileName(path)} into {table}", new Work.Load(copy, path))
            {
                Unit = 1,
                Locks = [new(table, LockMode.RowExclusive)],
                Patience = project.Patience,
                Source = copy.Location,
            },
        ]);
    }

    /// <summary>The statement that loads a file; its place is the file's header.</summary>
    internal static Statement Copy(QualifiedName table, string path, string file)
    {
        var columns = string.Join(", ", CsvHeader.Read(path).Select(column => column.ToString()));
        return new($"COPY {table} ({columns}) FROM STDIN (FORMAT csv, HEADER, ENCODING 'UTF8')", new(file, 1, 1));
    }
}
