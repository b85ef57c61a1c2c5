namespace Segue.Revisions;

/// <summary>Makes plans out of revision files.</summary>
public static class Plans
{
    /// <summary>What applies revisions.</summary>
    /// <param name="project">Where they are.</param>
    /// <param name="path">Which, in order.</param>
    /// <param name="purpose">For the journal.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="SegueException"><see cref="Failure.Usage"/>: files have problems; all of them are in it.</exception>
    public static async Task<Plan> UpgradeAsync(
        Project project, IReadOnlyList<RevisionHeader> path, string purpose, CancellationToken cancellationToken = default)
    {
        var writer = new SectionWriter(project);
        foreach (var file in await ReadAsync(project, path, cancellationToken).ConfigureAwait(false))
        {
            writer.Begin(file.Header, Direction.Up);
            foreach (var statement in file.Body.Upgrade)
                writer.Add(statement);
            foreach (var query in file.Body.Verify)
                writer.Add(new Work.Verify(query.Statement), $"verify {Summary.Of(query.Statement)}", query.Statement.Location);
            writer.Add(new Work.Enter(new(file.Header.Id, file.Checksum, file.Header.Title)), "enter the applied set", file.Header.IdLocation);
        }
        return writer.ToPlan(purpose);
    }

    /// <summary>What takes revisions back.</summary>
    /// <param name="project">Where they are.</param>
    /// <param name="path">Which, in order.</param>
    /// <param name="purpose">For the journal.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="SegueException">Files have problems, or a revision cannot be taken back; nothing was done then.</exception>
    public static async Task<Plan> DowngradeAsync(
        Project project, IReadOnlyList<RevisionHeader> path, string purpose, CancellationToken cancellationToken = default)
    {
        var files = await ReadAsync(project, path, cancellationToken).ConfigureAwait(false);
        var obstacles = files.Select(Obstacle).OfType<Problem>().ToList();
        if (obstacles.Count > 0)
        {
            throw new SegueException(Failure.Error, "The downgrade would have to take back what cannot be taken back.")
            {
                Problems = obstacles,
                State = "nothing was done",
            };
        }
        var writer = new SectionWriter(project);
        foreach (var file in files)
        {
            writer.Begin(file.Header, Direction.Down);
            foreach (var statement in file.Body.Downgrade)
                writer.Add(statement);
            writer.Add(new Work.Leave(), "leave the applied set", file.Header.IdLocation);
        }
        return writer.ToPlan(purpose);
    }

    /// <summary>What <c>segue run</c> does with a revision: its run section; null if it has none.</summary>
    public static async Task<Plan?> RunAsync(Project project, RevisionHeader revision, CancellationToken cancellationToken = default)
    {
        var file = (await ReadAsync(project, [revision], cancellationToken).ConfigureAwait(false))[0];
        if (!file.Body.Has(RevisionSection.Run))
            return null;
        var writer = new SectionWriter(project);
        writer.Begin(revision, Direction.Run);
        foreach (var statement in file.Body.Run)
            writer.Add(statement);
        return writer.ToPlan($"run {revision.Id}");
    }

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
            files[index] = file;
            own.AddRange(Unsupported(file));
            // The grammar is asked here because here all processors are at work.
            foreach (var statement in file.Body.Upgrade)
                _ = statement.Traits;
        }).ConfigureAwait(false);
        Refuse([.. problems.SelectMany(own => own)]);
        return files;
    }

    static void Refuse(List<Problem> problems)
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

    /// <summary>A repeatable revision without a downgrade section only leaves the applied set, so that the next upgrade runs it again; what stays of it the server minds.</summary>
    static Problem? Obstacle(RevisionFile file) => file.Header.IsRepeatable ? null : file.Body.Irreversible is { } reason
        ? new("irreversible", $"{file.Header.Id} is irreversible because {reason}") { Location = file.Header.IdLocation }
        : file.Body.Has(RevisionSection.Downgrade) ? null
        : new("no-downgrade", $"{file.Header.Id} {(file.Header.Format is null ? "has no downgrade section" : "says nowhere how it is taken back")}")
        {
            Location = file.Header.IdLocation,
            Remedy = file.Header.Format is not { } format ? "write one, or '-- segue: irreversible because ...'"
                : format.DowngradePlace(file.Header) is { } place ? $"write {place}"
                : $"{format.Name} has no way to say it: restore a backup, or write a new revision that undoes it",
        };
}
