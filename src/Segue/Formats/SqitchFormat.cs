using System.Collections.Immutable;
using Segue.Revisions;
using Segue.Sql;

namespace Segue.Formats;

/// <summary>
/// Sqitch: a plan names the changes in their order; each has a script that deploys it, one that reverts and one that verifies it. Tags are
/// labels. A verify script is no query but statements whose error says that it did not work: they run at the end of the revision's transaction.
/// </summary>
sealed class SqitchFormat : RevisionFormat
{
    const string Tool = "Sqitch";

    // A name that no script of a person uses.
    const string Savepoint = "segue_verify";

    public override string Name => "sqitch";

    public override HistoryTable History { get; } = new("sqitch.changes", table => SqlText.Of($"""
        SELECT project || ':' || change || ' ' || to_char(planned_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), false, true FROM {table}
        """));

    public override bool Recognises(string folder) => File.Exists(SqitchProject.Of(folder).Plan);

    public override async Task<IReadOnlyList<RevisionHeader>> ListAsync(
        string folder, string root, ICollection<Problem> problems, CancellationToken cancellationToken)
    {
        var project = SqitchProject.Of(folder);
        var plan = FilePlace.Of(project.Plan, root);
        if (await RevisionText.ReadAsync(plan.Path, plan.File, problems, cancellationToken).ConfigureAwait(false) is not { } text)
            return [];
        var read = SqitchPlan.Read(new(text, plan.File), problems);
        var changes = read.Changes;
        var headers = new RevisionHeader[changes.Count];
        var wrong = new List<Problem>[changes.Count];
        await Parallel.ForAsync(0, changes.Count, cancellationToken, async (at, token) =>
        {
            var deploy = FilePlace.Of(project.Script("deploy", changes[at]), root);
            var revert = FilePlace.Of(project.Script("revert", changes[at]), root);
            headers[at] = changes[at].ToHeader(this, read.Project, deploy, File.Exists(revert.Path) ? revert : null);
            if (await RevisionText.ReadAsync(deploy.Path, deploy.File, wrong[at] = [], token).ConfigureAwait(false) is { } script)
                headers[at] = headers[at] with { Checksum = Checksums.Of(script) };
        }).ConfigureAwait(false);
        foreach (var problem in wrong.SelectMany(own => own))
            problems.Add(problem);
        return Chain.Of(headers);
    }

    public override async Task<RevisionFile?> ReadAsync(
        RevisionHeader header, IReadOnlyDictionary<string, string> variables, ICollection<Problem> problems, CancellationToken cancellationToken)
    {
        if (await RevisionText.ReadAsync(header.Path, header.File, problems, cancellationToken).ConfigureAwait(false) is not { } text)
            return null;
        var source = new SourceText(text, header.File);
        var downgrade = await ReadAsync(header.Downgrade, problems, cancellationToken).ConfigureAwait(false);
        var verify = await ReadAsync(SqitchProject.Verify(header), problems, cancellationToken).ConfigureAwait(false);
        return new(
            header with { Checksum = Checksums.Of(text) },
            new()
            {
                Upgrade = [.. Statements(source, problems), .. verify is null ? [] : Verifying(verify, problems)],
                Downgrade = downgrade is null ? [] : Statements(downgrade, problems),
                Sections = downgrade is null ? [RevisionSection.Upgrade] : [RevisionSection.Upgrade, RevisionSection.Downgrade],
                IsVerbatim = true,
            },
            source);
    }

    public override string? DowngradePlace(RevisionHeader header) => SqitchProject.Sibling(new(header.File, header.Path), "revert")?.File;

    static async Task<SourceText?> ReadAsync(FilePlace? place, ICollection<Problem> problems, CancellationToken cancellationToken) =>
        place is not null && File.Exists(place.Path) && await RevisionText.ReadAsync(place.Path, place.File, problems, cancellationToken).ConfigureAwait(false) is { } text
            ? new(text, place.File)
            : null;

    // Sqitch runs each script through psql, which commits every statement by itself unless the script opens a transaction.
    static ImmutableArray<RevisionStatement> Statements(SourceText source, ICollection<Problem> problems) =>
        new Script(Tool, problems).Read(SqitchScript.WithoutSettings(source.Text), source.LocationOf, ScriptTransaction.None);

    static ImmutableArray<RevisionStatement> Verifying(SourceText source, ICollection<Problem> problems)
    {
        var text = SqitchScript.WithoutSettings(source.Text);
        var inside = SqitchScript.InsideRollback(text) ?? text;
        var statements = new Script(Tool, problems).Read(inside, source.LocationOf, ScriptTransaction.Around);
        if (statements.IsEmpty)
            return [];
        // What a verify script does to the data is taken back, as by the ROLLBACK it ends with.
        return
        [
            Own($"SAVEPOINT {Savepoint}", statements[0].Statement.Location),
            .. statements,
            Own($"ROLLBACK TO SAVEPOINT {Savepoint}", statements[^1].Statement.Location),
        ];
    }

    static RevisionStatement Own(string text, SourceLocation location) => new(new(text, location), StatementDirectives.None);
}
