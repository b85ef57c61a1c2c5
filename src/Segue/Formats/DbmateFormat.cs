using System.Collections.Immutable;
using Segue.Revisions;
using Segue.Sql;

namespace Segue.Formats;

/// <summary>dbmate: one file for both ways, cut by <c>-- migrate:up</c> and <c>-- migrate:down</c>, each with its own transaction or none.</summary>
sealed class DbmateFormat : LinearFormat
{
    const string Ending = ".sql";

    public override string Name => "dbmate";

    public override HistoryTable History { get; } = new("schema_migrations", table => SqlText.Of($"SELECT version::text, false, true FROM {table}"));

    public override bool IsAnnotation(string comment) => comment.TrimStart('-', ' ').StartsWith("migrate:", StringComparison.Ordinal);

    public override bool Recognises(string folder) => Beginnings.Of(folder).Any(text => Blocks(text).Count > 0);

    // By the whole name, not by the number: 10_b comes before 9_a.
    protected override IReadOnlyList<FoundRevision> Find(string folder, string root, ICollection<Problem> problems)
    {
        FoundRevision[] found =
        [
            .. Directory.GetFiles(folder).Where(path => path.EndsWith(Ending, StringComparison.Ordinal) && char.IsAsciiDigit(Path.GetFileName(path)[0]))
                .OrderBy(path => Path.GetFileName(path), StringComparer.Ordinal).Select(Of),
        ];
        foreach (var group in found.GroupBy(one => one.Version, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            problems.Add(new("repeated-version", $"the version {group.Key} is claimed by {string.Join(" and by ", group.Select(one => Path.GetFileName(one.Upgrade)))}")
            {
                Location = new(FilePlace.Of(group.Last().Upgrade, root).File, 1, 1),
            });
        }
        return found;
    }

    protected override RevisionBody ReadBody(
        RevisionHeader header, SourceText upgrade, SourceText? downgrade, IReadOnlyDictionary<string, string> variables, ICollection<Problem> problems)
    {
        var blocks = Blocks(upgrade.Text);
        var before = blocks.Count == 0 ? upgrade.Text.Length : blocks[0].Start;
        if (blocks.Count == 0)
            problems.Add(new("no-upgrade", "the file has no line '-- migrate:up'") { Location = header.IdLocation });
        else if (!blocks[0].IsUp)
            problems.Add(new("misordered-section", "'-- migrate:down' comes before '-- migrate:up'") { Location = upgrade.LocationOf(before) });
        if (blocks.Count > 0 && StatementSplitter.Split(upgrade.Text[..before]).FirstOrDefault(piece => piece.Kind != PieceKind.Gap) is { Length: > 0 } early)
            problems.Add(new("statement-before-up", "a statement before '-- migrate:up'") { Location = upgrade.LocationOf(early.Start) });
        var script = new Script("dbmate", problems);
        return new()
        {
            Upgrade = Statements(isUp: true),
            Downgrade = Statements(isUp: false),
            Sections = blocks.Any(block => !block.IsUp) ? [RevisionSection.Upgrade, RevisionSection.Downgrade] : [RevisionSection.Upgrade],
        };

        ImmutableArray<RevisionStatement> Statements(bool isUp) =>
        [
            .. blocks.Where(block => block.IsUp == isUp)
                .SelectMany(block => script.Read(upgrade, block.Text, block.IsOutside ? ScriptTransaction.OneMessage : ScriptTransaction.Around)),
        ];
    }

    public override string? DowngradePlace(RevisionHeader header) => $"it in {header.File}, under a line '-- migrate:down'";

    protected override string UpgradePart(string text) => string.Concat(Blocks(text).Where(block => block.IsUp).Select(block => text[block.Text]));

    static FoundRevision Of(string path)
    {
        var stem = Path.GetFileName(path)[..^Ending.Length];
        var digits = stem.AsSpan().IndexOfAnyExceptInRange('0', '9');
        var version = digits < 0 ? stem : stem[..digits];
        return new(version, ForeignName.ToId(stem), ForeignName.ToTitle(stem[version.Length..]), path, null);
    }

    static List<(bool IsUp, bool IsOutside, int Start, Range Text)> Blocks(string text)
    {
        var marks = new List<(string[] Words, int Start, int Next)>();
        foreach (var (words, start, next) in CommentLines.Of(text))
        {
            if (words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) is ["migrate:up" or "migrate:down", ..] mark)
                marks.Add((mark, start, next));
        }
        return
        [
            .. marks.Select((mark, at) => (
                mark.Words[0] == "migrate:up", mark.Words.Contains("transaction:false", StringComparer.Ordinal), mark.Start,
                mark.Next..(at + 1 < marks.Count ? marks[at + 1].Start : text.Length))),
        ];
    }
}
