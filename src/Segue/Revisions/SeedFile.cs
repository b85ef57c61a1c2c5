using System.Collections.Immutable;
using Segue.Sql;

namespace Segue.Revisions;

/// <summary>
/// A file with data for an environment: a repeatable revision without a header. SQL, which its author writes so that it can run again; or CSV, named for its
/// table (<c>01_music.artist.csv</c>: digits in front give the order), whose first column is the key of its rows.
/// </summary>
static class SeedFile
{
    const string Csv = ".csv";

    public static bool IsOne(ReadOnlySpan<char> name) =>
        name.EndsWith(".sql", StringComparison.OrdinalIgnoreCase) || name.EndsWith(Csv, StringComparison.OrdinalIgnoreCase);

    /// <summary>What stands for a header; its id is the path.</summary>
    public static RevisionHeader Header(FoundFile found, string text)
    {
        return new()
        {
            Id = string.Concat(found.File.Select(c => c == '/' ? '.' : char.IsLetterOrDigit(c) || c is '_' or '.' ? c : '_')),
            File = found.File,
            Path = found.Path,
            Title = IsCsv(found.File) ? $"Rows of {TableOf(found.File)}." : "Data.",
            IsRepeatable = true,
            IsSeed = true,
            IdLocation = new(found.File, 1, 1),
            Checksum = ChecksumOf(text, found.File),
        };
    }

    public static async Task<RevisionFile?> ReadAsync(
        RevisionHeader header, IReadOnlyDictionary<string, string> variables, ICollection<Problem> problems, CancellationToken cancellationToken)
    {
        if (await RevisionText.ReadAsync(header.Path, header.File, problems, cancellationToken).ConfigureAwait(false) is not { } text)
            return null;
        var source = new SourceText(text, header.File);
        var body = IsCsv(header.File) ? new() { Upgrade = Rows(text, header, problems), Sections = [RevisionSection.Upgrade] } : BodyReader.Read(source, variables, problems);
        return new(header with { Checksum = ChecksumOf(text, header.File) }, body, source);
    }

    /// <summary>By way of a temporary table: a row whose key is there is brought up to date, the others are added, none is deleted.</summary>
    static ImmutableArray<RevisionStatement> Rows(string text, RevisionHeader header, ICollection<Problem> problems)
    {
        var start = header.IdLocation;
        var rows = text.TrimStart('\uFEFF');
        try
        {
            var table = QualifiedName.Parse(TableOf(header.File));
            using var reader = new StringReader(rows);
            string[] columns = [.. CsvRecord.Read(reader).Select(cell => new Identifier(cell).ToString())];
            // Until PostgreSQL 17 the server, and psql always, take it for the end of the data.
            if (rows.Split('\n').Index().FirstOrDefault(line => line.Item.TrimEnd('\r') == "\\.") is { Item: not null, Index: var at })
                problems.Add(new("csv-end", "a line that is only \\. would end the data") { Location = start with { Line = at + 1 } });
            var all = string.Join(", ", columns);
            var changes = string.Join(", ", columns.Skip(1).Select(column => $"{column} = excluded.{column}"));
            return
            [
                Statement($"CREATE TEMPORARY TABLE segue_seed AS SELECT {all} FROM {table} WITH NO DATA"),
                Statement($"COPY pg_temp.segue_seed ({all}) FROM STDIN (FORMAT csv, HEADER)", rows),
                Statement($"INSERT INTO {table} ({all}) OVERRIDING SYSTEM VALUE SELECT {all} FROM pg_temp.segue_seed ON CONFLICT ({columns[0]}) DO "
                    + (changes.Length == 0 ? "NOTHING" : $"UPDATE SET {changes}")),
                Statement("DROP TABLE pg_temp.segue_seed"),
            ];
        }
        catch (Exception wrong) when (wrong is ArgumentException or SegueException)
        {
            problems.Add(new("csv-name", wrong.Message)
            {
                Location = start,
                Remedy = "name the file for its table, users.csv or 01_music.artist.csv, and its columns in the first line",
            });
            return [];
        }

        // What the server objects to in a statement that stands in no file is the file's.
        RevisionStatement Statement(string sql, string? copied = null) =>
            new(new(sql, start) { CopyData = copied, Map = new(sql, [new(0, sql.Length, sql.Length)]) }, StatementDirectives.None);
    }

    static bool IsCsv(string file) => file.EndsWith(Csv, StringComparison.OrdinalIgnoreCase);

    static string TableOf(string file)
    {
        var name = Path.GetFileName(file)[..^Csv.Length];
        var digits = name.AsSpan().IndexOfAnyExceptInRange('0', '9');
        return digits > 0 && name[digits] == '_' ? name[(digits + 1)..] : name;
    }

    static Checksum ChecksumOf(string text, string file)
    {
        if (!IsCsv(file))
            return Checksums.Of(text);
        using var digest = new DigestWriter();
        digest.Text(text.ReplaceLineEndings("\n"));
        var rows = digest.End();
        return new(Checksums.Algorithm, rows, rows);
    }
}
