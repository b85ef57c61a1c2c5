using Segue.Revisions;
using Segue.Sql;

namespace Segue.Formats;

/// <summary>golang-migrate: pairs of files. It sends a file as one message, which the server makes a transaction of.</summary>
sealed class GolangMigrateFormat : LinearFormat
{
    public override string Name => "golang-migrate";

    // One row, and everything up to it.
    public override HistoryTable History { get; } = new("schema_migrations", table => SqlText.Of($"SELECT version::text, true, NOT dirty FROM {table}"));

    public override bool Recognises(string folder) => PairedFiles.AreIn(folder) && !SourceTree.IsRust(folder);

    protected override IReadOnlyList<FoundRevision> Find(string folder, string root, ICollection<Problem> problems) => PairedFiles.Find(folder, root, problems);

    protected override RevisionBody ReadBody(
        RevisionHeader header, SourceText upgrade, SourceText? downgrade, IReadOnlyDictionary<string, string> variables, ICollection<Problem> problems)
    {
        var script = new Script("golang-migrate", problems);
        return new()
        {
            Upgrade = script.Read(upgrade, .., ScriptTransaction.Implied),
            Downgrade = downgrade is null ? [] : script.Read(downgrade, .., ScriptTransaction.Implied),
            Sections = downgrade is null ? [RevisionSection.Upgrade] : [RevisionSection.Upgrade, RevisionSection.Downgrade],
        };
    }

    public override string? DowngradePlace(RevisionHeader header) => PairedFiles.DowngradePlace(header);
}
