using Segue.Revisions;
using Segue.Sql;

namespace Segue.Formats;

/// <summary>Diesel: a folder for each migration, with <c>up.sql</c>, <c>down.sql</c> and, rarely, <c>metadata.toml</c>.</summary>
sealed class DieselFormat : LinearFormat
{
    const string Up = "up.sql";
    const string Down = "down.sql";

    public override string Name => "diesel";

    public override HistoryTable History { get; } = new("__diesel_schema_migrations", table => SqlText.Of($"SELECT version::text, false, true FROM {table}"));

    public override bool Recognises(string folder) => Migrations(folder).Any();

    protected override IReadOnlyList<FoundRevision> Find(string folder, string root, ICollection<Problem> problems)
    {
        foreach (var other in Folders(folder).Except(Migrations(folder)))
        {
            problems.Add(new("no-migration", "the folder holds no up.sql, and Diesel refuses all of them for it")
            {
                Location = new(FilePlace.Of(other, root).File, 1, 1),
                Remedy = "take it away, or begin its name with a dot",
            });
        }
        return [.. Migrations(folder).Select(Found).OrderBy(found => found.Version, StringComparer.Ordinal)];
    }

    protected override RevisionBody ReadBody(
        RevisionHeader header, SourceText upgrade, SourceText? downgrade, IReadOnlyDictionary<string, string> variables, ICollection<Problem> problems)
    {
        var script = new Script("Diesel", problems);
        var transaction = RunsInTransaction(Path.GetDirectoryName(header.Path)!) ? ScriptTransaction.Around : ScriptTransaction.OneMessage;
        if (upgrade.Text.Length == 0)
            problems.Add(new("empty-migration", "the file is empty, and Diesel refuses it for that") { Location = header.IdLocation, Remedy = "a comment is enough" });
        if (downgrade is { Text.Length: 0 })
            downgrade = null;
        return new()
        {
            Upgrade = script.Read(upgrade, .., transaction),
            Downgrade = downgrade is null ? [] : script.Read(downgrade, .., transaction),
            Sections = downgrade is null ? [RevisionSection.Upgrade] : [RevisionSection.Upgrade, RevisionSection.Downgrade],
        };
    }

    public override string? DowngradePlace(RevisionHeader header) => header.File[..^Up.Length] + Down;

    static IEnumerable<string> Migrations(string folder) => Folders(folder).Where(path => File.Exists(Path.Combine(path, Up)));

    static IEnumerable<string> Folders(string folder) => Directory.GetDirectories(folder).Where(path => Path.GetFileName(path) is not ['.', ..]);

    static FoundRevision Found(string path)
    {
        var name = Path.GetFileName(path);
        var underscore = name.IndexOf('_', StringComparison.Ordinal);
        var version = (underscore < 0 ? name : name[..underscore]).Replace("-", "", StringComparison.Ordinal);
        var rest = underscore < 0 ? "" : name[(underscore + 1)..];
        var down = Path.Combine(path, Down);
        return new(
            version, ForeignName.ToId(rest.Length > 0 ? $"{version}_{rest}" : version), ForeignName.ToTitle(rest), Path.Combine(path, Up), File.Exists(down) ? down : null);
    }

    static bool RunsInTransaction(string folder)
    {
        var file = Path.Combine(folder, "metadata.toml");
        return !File.Exists(file) || !File.ReadLines(file).Any(line =>
            line.Split('#')[0].Split('=') is [var key, var value] && key.Trim() == "run_in_transaction" && value.Trim() == "false");
    }
}
