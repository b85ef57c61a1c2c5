using Segue.Sessions;

namespace Segue.Revisions;

/// <summary>Makes plans out of revision files.</summary>
public static class Plans
{
    /// <summary>What applies revisions.</summary>
    /// <param name="project">Where they are.</param>
    /// <param name="path">Which, in order.</param>
    /// <param name="purpose">For the journal.</param>
    /// <param name="session">Answers what C# revisions ask; null: nobody does, and one that asks is refused.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="SegueException"><see cref="Failure.Usage"/>: files have problems; all of them are in it.</exception>
    public static Task<Plan> UpgradeAsync(
        Project project, IReadOnlyList<RevisionHeader> path, string purpose, Session? session, CancellationToken cancellationToken = default) =>
        SectionsAsync(project, path, Direction.Up, purpose, session, cancellationToken);

    /// <summary>The same while there is no database to ask.</summary>
    public static Task<Plan> UpgradeAsync(Project project, IReadOnlyList<RevisionHeader> path, string purpose, CancellationToken cancellationToken = default) =>
        UpgradeAsync(project, path, purpose, null, cancellationToken);

    /// <summary>What takes revisions back.</summary>
    /// <param name="project">Where they are.</param>
    /// <param name="path">Which, in order.</param>
    /// <param name="purpose">For the journal.</param>
    /// <param name="session">Answers what C# revisions ask; null: nobody does, and one that asks is refused.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="SegueException">Files have problems, or a revision cannot be taken back; nothing was done then.</exception>
    public static Task<Plan> DowngradeAsync(
        Project project, IReadOnlyList<RevisionHeader> path, string purpose, Session? session, CancellationToken cancellationToken = default) =>
        SectionsAsync(project, path, Direction.Down, purpose, session, cancellationToken);

    /// <summary>What <c>segue run</c> does with a revision: its run section; null if it has none.</summary>
    /// <param name="project">Where it is.</param>
    /// <param name="revision">Which.</param>
    /// <param name="session">Answers what a C# revision asks; null: nobody does, and one that asks is refused.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<Plan?> RunAsync(Project project, RevisionHeader revision, Session? session, CancellationToken cancellationToken = default)
    {
        var file = (await ReadAsync(project, [revision], cancellationToken).ConfigureAwait(false))[0];
        return (file.Code is { } code ? !code.Has(Direction.Run) : !file.Body.Has(RevisionSection.Run))
            ? null
            : await new Sections(project, [file], Direction.Run, session).ToPlanAsync($"run {revision.Id}", cancellationToken).ConfigureAwait(false);
    }

    static async Task<Plan> SectionsAsync(
        Project project, IReadOnlyList<RevisionHeader> path, Direction direction, string purpose, Session? session, CancellationToken cancellationToken) =>
        await new Sections(project, await ReadAsync(project, path, cancellationToken).ConfigureAwait(false), direction, session)
            .ToPlanAsync(purpose, cancellationToken).ConfigureAwait(false);

    /// <summary>What carries out a plain SQL script that is no revision: each statement in a transaction of its own, its rows shown.</summary>
    /// <param name="project">Gives placeholders and patience.</param>
    /// <param name="path">The script; relative to the project or absolute.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<Plan> ScriptAsync(Project project, string path, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(project);
        var full = Path.GetFullPath(path, project.Root);
        var file = Path.GetRelativePath(project.Root, full).Replace('\\', '/');
        var problems = new List<Problem>();
        var text = await RevisionText.ReadAsync(full, file, problems, cancellationToken).ConfigureAwait(false) ?? "";
        var body = BodyReader.Read(new(text, file), project.Variables, problems);
        Refuse(problems);
        var writer = new SectionWriter(project);
        writer.Begin(new RevisionHeader { Id = file, File = file, Path = full }, Direction.Run);
        foreach (var statement in body.Upgrade)
        {
            writer.Cut();
            writer.Add(statement);
        }
        return writer.ToPlan($"run {file}");
    }

    /// <summary>The mark that <c>segue run</c> goes back to instead of running statements: empty for the latest; null: it runs statements.</summary>
    public static async Task<string?> MarkAsync(Project project, RevisionHeader revision, CancellationToken cancellationToken = default) =>
        (await ReadAsync(project, [revision], cancellationToken).ConfigureAwait(false))[0].Body.ToMark;

    /// <summary>Reads the files of revisions whole.</summary>
    /// <exception cref="SegueException"><see cref="Failure.Usage"/>: files have problems; all of them are in it.</exception>
    public static async Task<IReadOnlyList<RevisionFile>> ReadAsync(
        Project project, IReadOnlyList<RevisionHeader> revisions, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(project);
        var problems = new List<Problem>[revisions.Count];
        var files = new RevisionFile[revisions.Count];
        await Parallel.ForAsync(0, revisions.Count, cancellationToken, async (index, token) =>
        {
            var own = problems[index] = [];
            if (await RevisionFile.ReadAsync(revisions[index], project.Variables, own, token).ConfigureAwait(false) is not { } file)
                return;
            if (file.Header.IsCode)
                file = file with { Code = await CodeAsync(project, file, own, token).ConfigureAwait(false) };
            files[index] = file;
            own.AddRange(Unsupported(file));
            // The grammar is asked here because here all processors are at work.
            foreach (var statement in file.Body.Upgrade)
                _ = (statement.Traits, statement.InOneLine);
        }).ConfigureAwait(false);
        Refuse([.. problems.SelectMany(own => own)]);
        return files;
    }

    internal static void Refuse(List<Problem> problems)
    {
        if (problems.Count > 0)
            throw new SegueException(Failure.Usage, "Files cannot be used as they are.") { Problems = problems, State = "nothing was done" };
    }

    /// <summary>An expansion run as plain DDL would be the very pause that its author wanted to avoid.</summary>
    static IEnumerable<Problem> Unsupported(RevisionFile file) =>
        file.Body.Upgrade.Where(statement => statement.Directives is { Online: true } or { Up: not null } or { Down: not null })
            .Select(statement => new Problem("online-not-supported", "this version cannot run a statement as an expansion")
            {
                Location = statement.Statement.Location,
                Remedy = "without the directives online, up and down it is run as it stands",
            });

    internal static async Task<CodeRevision?> CodeAsync(Project project, RevisionFile file, List<Problem> problems, CancellationToken cancellationToken)
    {
        if (project.Code is { } code)
            return await code(file, problems, cancellationToken).ConfigureAwait(false);
        problems.Add(new("code-not-supported", $"{file.Header.Id} is written in C#, and this program cannot compile it")
        {
            Location = file.Header.IdLocation,
            Remedy = "set Project.Code; Segue.Scripting has it",
        });
        return null;
    }
}
