using Segue.Revisions;
using Segue.Sessions;

namespace Segue.Running;

/// <summary>The frame of everything that runs a plan: look without a lock, take the lock, look again, carry out.</summary>
static class Occasion
{
    /// <param name="project">What is on disk.</param>
    /// <param name="database">Where to work.</param>
    /// <param name="options">How.</param>
    /// <param name="plan">Makes the plan for an applied set; one without steps: nothing to do.</param>
    /// <param name="cancellationToken">See <see cref="Runner.CarryOutAsync"/>.</param>
    /// <param name="digestWhenDone">The applied set's digest that means "nothing to do": the rows need not be fetched then.</param>
    public static async Task<RunResult> RunAsync(
        Project project, Database database, RunOptions options, Func<AppliedSet, CancellationToken, Task<Plan>> plan, CancellationToken cancellationToken,
        string? digestWhenDone = null)
    {
        var session = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var disposal = session.ConfigureAwait(false);
        session.Noticed += notice => options.Tell(new RunEvent.Notice(notice.Severity, notice.MessageText));
        if (digestWhenDone is not null && await AppliedSet.DigestAsync(session, project.Name, cancellationToken).ConfigureAwait(false) == digestWhenDone)
            return RunResult.Nothing;
        var seen = await AppliedSet.ReadAsync(session, project.Name, cancellationToken).ConfigureAwait(false);
        var planned = await plan(seen, cancellationToken).ConfigureAwait(false);
        if (planned.Steps.IsEmpty && options.Mark is null && !EditedFiles.Accepted(project, seen, options.AcceptedEdits).Any())
            return RunResult.Nothing;

        await Pooler.RefuseAsync(database, session, cancellationToken).ConfigureAwait(false);
        Blocker? holder = null;
        var guard = await AdvisoryLock.TakeAsync(
            database, project.Name, options.WhenBusy == WhenBusy.Wait ? options.WaitForOther : TimeSpan.Zero,
            other => options.Tell(new RunEvent.OtherRunner(holder = other)), options.Clock, cancellationToken).ConfigureAwait(false);
        if (guard is null)
            return options.WhenBusy == WhenBusy.Continue ? RunResult.Nothing with { LeftToOther = true } : throw Busy(holder, options);
        await using var release = guard.ConfigureAwait(false);

        await ClaimAsync(project, session, guard, options, cancellationToken).ConfigureAwait(false);
        await OwnSchema.EnsureAsync(session, options.Origin.Tool, cancellationToken).ConfigureAwait(false);
        // What was seen without the lock may be the work of another runner by now.
        var applied = await AppliedSet.ReadAsync(session, project.Name, cancellationToken).ConfigureAwait(false);
        if (!applied.IsSameAs(seen) || !planned.Asked.IsEmpty)
            planned = await plan(applied, cancellationToken).ConfigureAwait(false);
        await PrepareAsync(project, session, options, applied, cancellationToken).ConfigureAwait(false);
        if (planned.Steps.IsEmpty)
            return RunResult.Nothing;
        var progress = await Remaining.ProgressAsync(session, planned, applied, cancellationToken).ConfigureAwait(false);
        var result = await new Runner(session, guard, project.Name, options).CarryOutAsync(planned, progress, cancellationToken).ConfigureAwait(false);
        // Each part is a plan and a run of its own: what stops one of them leaves those before it as they are.
        while (planned.Next is { } next)
        {
            await ResetAsync(session, cancellationToken).ConfigureAwait(false);
            planned = await next(session, cancellationToken).ConfigureAwait(false);
            result = result.Then(await new Runner(session, guard, project.Name, options).CarryOutAsync(planned, Progress.None, cancellationToken).ConfigureAwait(false));
        }
        return result;
    }

    /// <summary>Carries out no step: writes down the mark, and the edits that are accepted.</summary>
    public static Task WriteDownAsync(Project project, Database database, RunOptions options, CancellationToken cancellationToken) =>
        RunAsync(project, database, options, static (_, _) => Task.FromResult(new Plan("", [])), cancellationToken);

    static async Task ClaimAsync(Project project, Session session, AdvisoryLock guard, RunOptions options, CancellationToken cancellationToken)
    {
        var patience = options.WhenBusy == WhenBusy.Wait ? options.WaitForOther : TimeSpan.Zero;
        var holder = await WorkingLock.TakeAsync(
            session, guard, project.Name, patience,
            other =>
            {
                options.Tell(new RunEvent.Warning($"the server is still at work for a run whose program is gone, and is told to stop: {other}"));
                RunLog.Ended(options.Logger, other.ProcessId);
            },
            options.Clock, cancellationToken).ConfigureAwait(false);
        if (holder is not null)
        {
            throw new SegueException(Failure.LockNotObtained, $"The server is still at work for a run whose program is gone: {holder}")
            {
                State = "nothing was done",
                Next = $"wait for it, or let its role or a superuser end it: SELECT pg_terminate_backend({holder.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture)})",
            };
        }
    }

    /// <summary>A question is answered by a session as it was opened, whatever the steps before have SET.</summary>
    static Task ResetAsync(Session session, CancellationToken cancellationToken) =>
        session.SendAsync([.. UnitMessages.OwnRole().Append(Message.Word("RESET ALL")).Select(message => message.ToBatchCommand())], cancellationToken);

    static async Task PrepareAsync(Project project, Session session, RunOptions options, AppliedSet applied, CancellationToken cancellationToken)
    {
        var commands = Preparation(project, new(session.Schema, project.Name, Guid.Empty), options, applied).ToList();
        if (commands.Count > 0)
            await session.SendAsync(cancellationToken, commands).ConfigureAwait(false);
    }

    /// <summary>What is written down before the first step: accepted edits, and the mark.</summary>
    public static IEnumerable<Command> Preparation(Project project, Journal journal, RunOptions options, AppliedSet applied)
    {
        foreach (var edited in EditedFiles.Accepted(project, applied, options.AcceptedEdits))
            yield return journal.Accepted(edited);
        if (options.Mark is { } name)
            yield return journal.Marked(name, applied.Ids.Order(StringComparer.Ordinal));
    }

    static SegueException Busy(Blocker? holder, RunOptions options) => new(
        Failure.LockNotObtained,
        "Another Segue is at work on this project in this database" + (holder is null ? "." : $": {holder}"))
    {
        State = "nothing was done",
        Next = options.WhenBusy == WhenBusy.Fail ? "wait for it and run the command again" : "look at what it waits for (segue status), or give it more time with --wait-for-other",
    };
}
