using Segue.Sessions;

namespace Segue.Revisions;

/// <summary>
/// Makes one plan of one section of each of several revisions. What a C# revision asks is answered by what stands before it: unless that is done
/// already, the plan ends before the revision, and the rest is planned when these steps are done.
/// </summary>
/// <param name="project">Default patience, and whether all revisions share a transaction.</param>
/// <param name="files">In order; compiled.</param>
/// <param name="direction">Which section.</param>
/// <param name="session">Who answers; null: nobody.</param>
sealed class Sections(Project project, IReadOnlyList<RevisionFile> files, Direction direction, Session? session)
{
    readonly List<Problem> _problems = [];
    readonly List<Problem> _obstacles = [];
    readonly List<Problem> _unanswered = [];

    public async Task<Plan> ToPlanAsync(string purpose, CancellationToken cancellationToken)
    {
        var code = new PlanWriter?[files.Count];
        for (var index = 0; index < files.Count; index++)
        {
            if (files[index].Code is not null)
                code[index] = await WriteAsync(files[index], index == 0 ? session : null, cancellationToken).ConfigureAwait(false);
            else if (direction == Direction.Down && Obstacle(files[index]) is { } obstacle)
                _obstacles.Add(obstacle);
        }
        var hooks = await HookFiles.ReadAsync(direction == Direction.Run || files.Count == 0 ? project with { Hooks = Hooks.None } : project, direction, purpose, cancellationToken)
            .ConfigureAwait(false);
        Refuse();
        var asks = Array.FindIndex(code, one => one is { IsUnanswered: true });
        var now = asks < 0 ? files.Count : asks;
        var writer = new SectionWriter(project);
        await hooks.WriteAroundRunAsync(writer, hooks.Of.BeforeRun, HookFiles.BeforeRun, cancellationToken).ConfigureAwait(false);
        for (var index = 0; index < now; index++)
            await WriteAsync(writer, files[index], code[index], hooks, cancellationToken).ConfigureAwait(false);
        if (now == files.Count)
            await hooks.WriteAroundRunAsync(writer, hooks.Of.AfterRun, HookFiles.AfterRun, cancellationToken).ConfigureAwait(false);
        Plans.Refuse(hooks.Problems);
        var plan = writer.ToPlan(purpose) with { Asked = [.. code.Where(one => one is { AskedAt: not null, IsUnanswered: false }).Select(one => one!.Revision.Id)] };
        if (now == files.Count)
            return plan;
        RevisionHeader[] later = [.. files.Skip(now).Select(file => file.Header)];
        return plan with
        {
            Later = [.. later.Select(revision => revision.Id)],
            Next = async (answering, token) =>
                await new Sections(project with { Hooks = project.Hooks with { BeforeRun = [] } }, await Plans.ReadAsync(project, later, token).ConfigureAwait(false), direction, answering)
                    .ToPlanAsync(purpose, token).ConfigureAwait(false),
        };
    }

    async Task<PlanWriter> WriteAsync(RevisionFile file, Session? answering, CancellationToken cancellationToken)
    {
        var plan = await CodeSection.WriteAsync(project, file, direction, answering, cancellationToken).ConfigureAwait(false);
        _problems.AddRange(plan.Problems);
        if (plan.WhyIrreversible is { } why)
            _obstacles.Add(new("irreversible", $"{file.Header.Id} is irreversible because {why.Reason}") { Location = why.Location });
        else if (direction == Direction.Down && !file.Header.IsRepeatable && !file.Code!.Has(Direction.Down))
            _obstacles.Add(new("no-downgrade", $"{file.Header.Id} has no downgrade") { Location = file.Header.IdLocation, Remedy = "write DowngradeAsync" });
        // In one transaction with what stands before it, nothing it asks about is there yet for others to see.
        if (plan.IsUnanswered && (session is null || project.OneTransaction))
        {
            _unanswered.Add(new("asks", $"{file.Header.Id} asks the database before it says what it does")
            {
                Location = plan.AskedAt,
                Remedy = session is null ? "it can be planned only with a database, and not for a script" : "apply it in a run of its own, without one transaction over all",
            });
        }
        return plan;
    }

    async Task WriteAsync(SectionWriter writer, RevisionFile file, PlanWriter? code, HookFiles hooks, CancellationToken cancellationToken)
    {
        writer.Begin(file.Header, direction);
        await hooks.WriteAroundRevisionAsync(writer, hooks.Of.BeforeRevision, "before", file.Header, cancellationToken).ConfigureAwait(false);
        if (code is not null)
        {
            code.WriteTo(writer);
        }
        else
        {
            foreach (var statement in file.Body[direction switch { Direction.Up => RevisionSection.Upgrade, Direction.Down => RevisionSection.Downgrade, _ => RevisionSection.Run }])
                writer.Add(statement);
            foreach (var query in direction == Direction.Up ? file.Body.Verify : [])
                writer.Add(new Work.Verify(query.Statement), $"verify {Summary.Of(query.Statement)}", query.Statement.Location);
        }
        await hooks.WriteAroundRevisionAsync(writer, hooks.Of.AfterRevision, "after", file.Header, cancellationToken).ConfigureAwait(false);
        if (direction == Direction.Up)
            writer.Add(new Work.Enter(new(file.Header.Id, file.Checksum, file.Header.Title) { IsRepeatable = file.Header.IsRepeatable }), "enter the applied set", file.Header.IdLocation);
        else if (direction == Direction.Down)
            writer.Add(new Work.Leave(), "leave the applied set", file.Header.IdLocation);
    }

    void Refuse()
    {
        Plans.Refuse(_problems);
        if (_unanswered.Count > 0)
            throw new SegueException(Failure.Usage, "Not all can be planned here.") { Problems = _unanswered, State = "nothing was done" };
        if (_obstacles.Count > 0)
        {
            throw new SegueException(Failure.Error, "The downgrade would have to take back what cannot be taken back.")
            {
                Problems = _obstacles,
                State = "nothing was done",
            };
        }
    }

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
