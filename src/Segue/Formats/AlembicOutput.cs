using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Segue.Revisions;
using Segue.Sql;

namespace Segue.Formats;

/// <summary>
/// Cuts what <c>alembic upgrade --sql</c> and <c>alembic downgrade --sql</c> print into revisions, and takes away what is Alembic's own: its
/// transactions and its version table.
/// </summary>
/// <param name="direction">Which of the two.</param>
/// <param name="versions">Alembic's ids of all revisions.</param>
sealed partial class AlembicOutput(Direction direction, IEnumerable<string> versions)
{
    readonly HashSet<string> _versions = [.. versions];
    readonly string _mark = direction == Direction.Up ? "-- Running upgrade " : "-- Running downgrade ";

    /// <summary>The statements of each revision that it holds whole.</summary>
    /// <param name="output">What was printed.</param>
    /// <param name="isWhole">The last one does not break off.</param>
    public ImmutableDictionary<string, ImmutableArray<RevisionStatement>> Cut(string output, bool isWhole)
    {
        var revisions = ImmutableDictionary.CreateBuilder<string, ImmutableArray<RevisionStatement>>(StringComparer.Ordinal);
        var statements = new List<RevisionStatement>();
        string? version = null;
        var inTransaction = true;
        foreach (var piece in StatementSplitter.Split(output))
        {
            if (piece.Kind == PieceKind.Gap)
            {
                foreach (var next in MarksIn(output, piece))
                {
                    if (version is not null)
                        revisions[version] = WithoutVersionTable(statements);
                    (version, inTransaction) = (next, true);
                    statements.Clear();
                }
            }
            else if (piece.Kind == PieceKind.CopyData && statements is [.., var copy])
            {
                statements[^1] = copy with { Statement = copy.Statement with { CopyData = piece.ContentIn(output).ToString() } };
            }
            else if (piece.Kind == PieceKind.Statement)
            {
                var text = piece.ContentIn(output).ToString();
                // Between COMMIT and BEGIN stands what autocommit_block() holds.
                if (text.Equals("BEGIN", StringComparison.OrdinalIgnoreCase))
                    inTransaction = true;
                else if (text.Equals("COMMIT", StringComparison.OrdinalIgnoreCase))
                    inTransaction = false;
                else
                    statements.Add(new(new(text, default), StatementDirectives.None with { NoTransaction = !inTransaction }));
            }
        }
        if (version is not null && isWhole)
            revisions[version] = WithoutVersionTable(statements);
        return revisions.ToImmutable();
    }

    /// <summary>Whether it comes to any revision at all.</summary>
    public bool Names(string output) => output.Contains(_mark, StringComparison.Ordinal);

    /// <summary>The revision that it was at when it ended; null: none.</summary>
    public string? LastIn(string output) =>
        StatementSplitter.Split(output).Where(piece => piece.Kind == PieceKind.Gap).SelectMany(gap => MarksIn(output, gap)).LastOrDefault();

    IEnumerable<string> MarksIn(string output, Piece gap)
    {
        foreach (var line in gap.In(output).ToString().Split('\n'))
        {
            if (!line.StartsWith(_mark, StringComparison.Ordinal) || line[_mark.Length..].TrimEnd().Split(" ->") is not [var from, var to])
                continue;
            var (version, parents) = direction == Direction.Up ? (to.Trim(), from) : (from, to);
            if (_versions.Contains(version) && parents.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).All(_versions.Contains))
                yield return version;
        }
    }

    /// <summary>What a revision ends with is written by Alembic, not by its author.</summary>
    ImmutableArray<RevisionStatement> WithoutVersionTable(List<RevisionStatement> statements)
    {
        var count = statements.Count;
        if (count >= 2 && DropTable().Match(Text(count - 1)) is { Success: true } drop && TableOfVersions(Text(count - 2)) == drop.Groups["table"].Value)
            count--;
        while (count > 0 && TableOfVersions(Text(count - 1)) is not null)
            count--;
        return [.. statements[..count]];

        string Text(int at) => statements[at].Statement.Text;
    }

    string? TableOfVersions(string statement)
    {
        if (VersionRow().Match(statement) is not { Success: true } match)
            return null;
        return match.Groups["id"].Captures.All(id => _versions.Contains(id.Value)) ? match.Groups["table"].Value : null;
    }

    [GeneratedRegex(
        """
        ^(?:INSERT\ INTO\ (?<table>\S+)\ \(version_num\)\ VALUES\ \('(?<id>[^']+)'\)(?:\ RETURNING\ \k<table>\.version_num)?
        |UPDATE\ (?<table>\S+)\ SET\ version_num='(?<id>[^']+)'\ WHERE\ \k<table>\.version_num\ =\ '(?<id>[^']+)'
        |DELETE\ FROM\ (?<table>\S+)\ WHERE\ \k<table>\.version_num\ =\ '(?<id>[^']+)')$
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex VersionRow();

    [GeneratedRegex(@"^DROP TABLE (?<table>\S+)$", RegexOptions.CultureInvariant)]
    private static partial Regex DropTable();
}
