namespace Segue.Revisions;

/// <summary>The hooks of a project, read, and written into a plan where they belong.</summary>
sealed class HookFiles
{
    /// <summary>What their steps around a run stand under instead of a revision; none can be named so.</summary>
    public const string BeforeRun = "before-run";

    /// <inheritdoc cref="BeforeRun"/>
    public const string AfterRun = "after-run";

    readonly Project _project;
    readonly Direction _direction;
    readonly Dictionary<string, string> _variables;
    readonly Dictionary<string, RevisionFile> _files = [];
    readonly HashSet<Problem> _problems = [];

    HookFiles(Project project, Direction direction, string purpose)
    {
        (_project, _direction) = (project, direction);
        _variables = new(project.Variables, StringComparer.Ordinal)
        {
            ["segue.direction"] = direction == Direction.Down ? "down" : "up",
            ["segue.purpose"] = purpose,
        };
    }

    /// <summary>Which there are.</summary>
    public Hooks Of => _project.Hooks;

    /// <summary>A mistake in a hook is found around every revision, and told once.</summary>
    public List<Problem> Problems => [.. _problems];

    public static async Task<HookFiles> ReadAsync(Project project, Direction direction, string purpose, CancellationToken cancellationToken)
    {
        var hooks = new HookFiles(project, direction, purpose);
        foreach (var hook in project.Hooks.All.Distinct(StringComparer.Ordinal))
            await hooks.ReadAsync(hook, cancellationToken).ConfigureAwait(false);
        return hooks;
    }

    public async Task WriteAroundRunAsync(SectionWriter writer, IReadOnlyList<string> hooks, string place, CancellationToken cancellationToken)
    {
        if (hooks.Count == 0)
            return;
        writer.Cut();
        writer.Begin(new RevisionHeader { Id = place, File = "", Path = "" }, Direction.Run);
        writer.BeginHook("");
        await WriteAsync(writer, hooks, _variables, cancellationToken).ConfigureAwait(false);
        writer.Cut();
    }

    public async Task WriteAroundRevisionAsync(
        SectionWriter writer, IReadOnlyList<string> hooks, string place, RevisionHeader revision, CancellationToken cancellationToken)
    {
        if (hooks.Count == 0)
            return;
        writer.BeginHook(place);
        await WriteAsync(
            writer, hooks, new Dictionary<string, string>(_variables, StringComparer.Ordinal) { ["segue.revision"] = revision.Id }, cancellationToken).ConfigureAwait(false);
        writer.EndHook();
    }

    async Task WriteAsync(SectionWriter writer, IReadOnlyList<string> hooks, Dictionary<string, string> variables, CancellationToken cancellationToken)
    {
        foreach (var file in hooks.Select(hook => _files.GetValueOrDefault(hook)).OfType<RevisionFile>())
        {
            if (file.Code is not null)
                await WriteCodeAsync(writer, file, variables, cancellationToken).ConfigureAwait(false);
            else if (!file.Header.IsCode)
                WriteSql(writer, file, variables);
        }
    }

    void WriteSql(SectionWriter writer, RevisionFile file, Dictionary<string, string> variables)
    {
        var problems = new List<Problem>();
        var body = BodyReader.Read(file.Source, variables, problems);
        _problems.UnionWith(problems);
        foreach (var statement in _direction == Direction.Down && body.Has(RevisionSection.Downgrade) ? body.Downgrade : body.Upgrade)
            writer.Add(statement);
    }

    async Task WriteCodeAsync(SectionWriter writer, RevisionFile file, Dictionary<string, string> variables, CancellationToken cancellationToken)
    {
        var direction = file.Code!.Has(_direction) ? _direction : Direction.Up;
        var written = await CodeSection.WriteAsync(_project with { Variables = variables }, file, direction, null, cancellationToken).ConfigureAwait(false);
        // What a hook does is taken back by nobody: it is run around the way back, too.
        _problems.UnionWith(written.Problems.Where(problem => problem.Code != CodeSection.WithoutDowngrade));
        if (written.AskedAt is { } place)
        {
            _problems.Add(new("hook-asks", "a hook cannot ask the database while the plan is made")
            {
                Location = place,
                Remedy = "ask in plan.Code, which is run in its turn",
            });
        }
        written.WriteTo(writer);
    }

    async Task ReadAsync(string hook, CancellationToken cancellationToken)
    {
        var place = FilePlace.Of(Path.GetFullPath(hook, _project.Root), _project.Root);
        var problems = new List<Problem>();
        var text = await RevisionText.ReadAsync(place.Path, place.File, problems, cancellationToken).ConfigureAwait(false);
        if (text is not null)
        {
            var header = new RevisionHeader
            {
                Id = Path.GetFileNameWithoutExtension(place.File),
                File = place.File,
                Path = place.Path,
                IdLocation = new(place.File, 1, 1),
                Checksum = Checksums.Of(text, place.File),
            };
            var file = new RevisionFile(header, new(), new(text, place.File));
            if (header.IsCode)
                file = file with { Code = await Plans.CodeAsync(_project, file, problems, cancellationToken).ConfigureAwait(false) };
            _files[hook] = file;
        }
        _problems.UnionWith(problems);
    }
}
