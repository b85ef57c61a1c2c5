using System.Collections.Immutable;
using Segue.Revisions;
using Segue.Sql;

namespace Segue.Formats;

/// <summary>goose: one file for both ways, cut by annotations.</summary>
sealed class GooseFormat : LinearFormat
{
    const string Mark = "+goose";
    const string Code = ".go";

    static readonly string[] Known = ["UP", "DOWN", "STATEMENTBEGIN", "STATEMENTEND", "NO TRANSACTION", "ENVSUB ON", "ENVSUB OFF"];

    public override string Name => "goose";

    public override HistoryTable History { get; } = new("goose_db_version", table => SqlText.Of($"""
        SELECT version_id::text, false, true FROM (
          SELECT DISTINCT ON (version_id) version_id, is_applied FROM {table} ORDER BY version_id, id DESC) AS latest
        WHERE is_applied AND version_id > 0
        """));

    public override bool IsAnnotation(string comment) => comment.TrimStart('-', ' ').StartsWith("+goose", StringComparison.OrdinalIgnoreCase);

    public override bool Recognises(string folder) => Beginnings.Of(folder).Any(text => Annotations(text).Any(annotation => annotation.Word == "UP"));

    protected override IReadOnlyList<FoundRevision> Find(string folder, string root, ICollection<Problem> problems)
    {
        NumberedFile[] files = [.. NumberedFile.In(folder), .. NumberedFile.In(folder, Code).Where(file => !file.Name.EndsWith("_test.go", StringComparison.Ordinal))];
        foreach (var problem in NumberedFile.Repeated(files, root))
            problems.Add(problem);
        return [.. files.OrderBy(file => file.Number).Select(file => PairedFiles.Of(file, Path.GetExtension(file.Name), null))];
    }

    protected override RevisionBody ReadBody(
        RevisionHeader header, SourceText upgrade, SourceText? downgrade, IReadOnlyDictionary<string, string> variables, ICollection<Problem> problems)
    {
        if (header.File.EndsWith(Code, StringComparison.Ordinal))
        {
            // It has its place in the graph; what stands after it waits until goose itself has carried it out.
            problems.Add(new("code", "a migration in Go cannot be carried out here")
            {
                Location = header.IdLocation,
                Remedy = "let goose carry it out and adopt the folder again, or write what it does as SQL under the same number",
            });
            return new();
        }
        var (up, down, outside, blocks) = Cut(upgrade, problems);
        var script = new Script("goose", problems);
        return new()
        {
            Upgrade = Statements(up),
            Downgrade = down is { } back ? Statements(back) : [],
            Sections = down is null ? [RevisionSection.Upgrade] : [RevisionSection.Upgrade, RevisionSection.Downgrade],
        };

        // Without a transaction of its own goose sends a block as one message, and what stands in one message stands in one transaction.
        ImmutableArray<RevisionStatement> Statements(Range part) => !outside
            ? script.Read(upgrade, part, ScriptTransaction.Around)
            : [.. Stretches(part, blocks).SelectMany(stretch => script.Read(upgrade, stretch.Of, stretch.IsBlock ? ScriptTransaction.OneMessage : ScriptTransaction.None))];
    }

    /// <summary>A part of a file, cut where blocks begin and end.</summary>
    static IEnumerable<(Range Of, bool IsBlock)> Stretches(Range part, IReadOnlyList<Range> blocks)
    {
        var at = part.Start.Value;
        foreach (var block in blocks.Where(block => block.Start.Value >= part.Start.Value && block.End.Value <= part.End.Value))
        {
            yield return (at..block.Start, false);
            yield return (block, true);
            at = block.End.Value;
        }
        yield return (at..part.End, false);
    }

    public override string? DowngradePlace(RevisionHeader header) => $"it in {header.File}, under a line '-- +goose Down'";

    protected override string UpgradePart(string text) => text[Cut(new(text, ""), []).Up];

    static (Range Up, Range? Down, bool IsOutside, IReadOnlyList<Range> Blocks) Cut(SourceText file, ICollection<Problem> problems)
    {
        int? up = null, down = null, block = null;
        var blocks = new List<Range>();
        var (upEnd, downEnd) = (file.Text.Length, file.Text.Length);
        var isOutside = false;
        foreach (var (word, start, next) in Annotations(file.Text))
        {
            if (block is { } open && word != "STATEMENTEND")
                Problem("statement-block", $"'{word}' stands inside a block that begins in line {file.LocationOf(open).Line} with StatementBegin and has not ended", start);
            switch (word)
            {
                case "STATEMENTBEGIN":
                    block = next;
                    break;
                case "STATEMENTEND" when block is { } begins:
                    blocks.Add(begins..start);
                    block = null;
                    break;
                case "STATEMENTEND":
                    Problem("statement-block", "StatementEnd ends nothing: there is no StatementBegin before it", start);
                    break;
                case "UP" when up is null && down is null:
                    up = next;
                    if (StatementSplitter.Split(file.Text[..start]).Any(piece => piece.Kind != PieceKind.Gap))
                        Problem("statement-before-up", "there are statements before the annotation Up", start);
                    break;
                case "DOWN" when up is not null && down is null:
                    (upEnd, down) = (start, next);
                    break;
                case "UP" or "DOWN":
                    Problem("annotation", $"a file has one Up and after it at most one Down; this is one more {word}", start);
                    break;
                case "NO TRANSACTION":
                    isOutside = true;
                    break;
                case "ENVSUB ON":
                    Problem("environment", "variables of the environment are not filled in here", start);
                    break;
                case var other when !Known.Contains(other, StringComparer.Ordinal):
                    Problem("annotation", $"goose knows no annotation '{other}'", start);
                    break;
            }
        }
        if (up is null)
            Problem("no-upgrade", "the file has no annotation '-- +goose Up'", 0);
        if (block is { } unended)
            Problem("statement-block", "the block that begins here with StatementBegin never ends", unended);
        return ((up ?? 0)..upEnd, down is { } begin ? begin..downEnd : null, isOutside, blocks);

        void Problem(string code, string message, int at) => problems.Add(new(code, message) { Location = file.LocationOf(at) });
    }

    static IEnumerable<(string Word, int Start, int Next)> Annotations(string text) =>
        from line in CommentLines.Of(text)
        where line.Words.StartsWith(Mark, StringComparison.OrdinalIgnoreCase)
        select (string.Join(' ', line.Words[Mark.Length..].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToUpperInvariant(), line.Start, line.Next);
}
