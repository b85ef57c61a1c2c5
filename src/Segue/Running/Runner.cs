using System.Collections.Immutable;
using Npgsql;
using Segue.Revisions;
using Segue.Sessions;

namespace Segue.Running;

/// <summary>Carries out a plan: the only thing that executes steps.</summary>
/// <param name="session">The working connection.</param>
/// <param name="guard">The advisory lock, held by the caller over the whole run.</param>
/// <param name="project">Whose journal rows.</param>
/// <param name="options">How.</param>
sealed class Runner(Session session, AdvisoryLock guard, string project, RunOptions options)
{
    readonly Journal _journal = new(session.Schema, project, Guid.CreateVersion7(options.Clock.GetUtcNow()));
    readonly Sender _sender = new(session, options.Tell);
    readonly Watch _watch = new(guard.Session, session.ProcessId, options.Tell, options.Clock);
    LockLosses _losses;

    /// <summary>Carries out the plan from the point that an earlier run reached.</summary>
    /// <param name="plan">All of it, the part that is done included: it is the same plan.</param>
    /// <param name="progress">What an earlier run did of it.</param>
    /// <param name="cancellationToken">Cancels the statement on the server, rolls back, and ends in a <see cref="SegueException"/> with code 130.</param>
    public async Task<RunResult> CarryOutAsync(Plan plan, Progress progress, CancellationToken cancellationToken)
    {
        var start = options.Clock.GetTimestamp();
        var skipped = progress.Skip(plan);
        await session.SendAsync(cancellationToken, _journal.Started(options.Origin, plan, progress.Resumes)).ConfigureAwait(false);
        options.Tell(new RunEvent.Started(_journal.Run, plan));
        RunLog.Started(options.Logger, _journal.Run, plan.Purpose, plan.Steps.Length);
        try
        {
            for (var next = skipped; next < plan.Steps.Length;)
            {
                guard.EnsureHeld();
                var end = next + 1;
                while (plan.Steps[next].Unit is { } unit && end < plan.Steps.Length && plan.Steps[end].Unit == unit)
                    end++;
                if (plan.Steps[next].Unit is null)
                    await new SingleStep(session, _journal, plan, _watch, options).CarryOutAsync(next, progress, KeepTrying, cancellationToken).ConfigureAwait(false);
                else
                    await TransactionAsync(plan, next, end, cancellationToken).ConfigureAwait(false);
                next = end;
            }
            await session.SendAsync(cancellationToken, _journal.Finished("done", _losses, null)).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            throw await StoppedAsync(plan, error, cancellationToken).ConfigureAwait(false);
        }
        var revisions = plan.Steps.Skip(skipped).Select(step => step.Revision).Distinct().ToImmutableArray();
        var duration = options.Clock.GetElapsedTime(start);
        RunLog.Finished(options.Logger, _journal.Run, revisions.Length, duration, _losses.Retries);
        return new(_journal.Run, revisions, duration, _losses);
    }

    async Task TransactionAsync(Plan plan, int start, int end, CancellationToken cancellationToken)
    {
        var steps = plan.Steps[start..end];
        var messages = UnitMessages.Transaction(_journal, start, steps, plan.SettingsBefore(start), plan.Unfinished);
        var begun = options.Clock.GetTimestamp();
        await KeepTrying(
            steps[0], token => _watch.DuringAsync(inner => _sender.SendAsync(messages, inner), null, token), cancellationToken).ConfigureAwait(false);
        foreach (var group in steps.GroupBy(step => step.Revision))
            options.Tell(new RunEvent.Done([.. group], options.Clock.GetElapsedTime(begun)));
    }

    async Task KeepTrying(Step step, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        var patience = step.Patience;
        var pause = patience.FirstPause;
        var begun = options.Clock.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            var tried = options.Clock.GetTimestamp();
            try
            {
                await work(cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (SentFailure failure) when (failure.MayPass && options.Clock.GetElapsedTime(begun) < patience.Limit)
            {
                var jittered = pause * (0.75 + (options.Random.NextDouble() / 2));
                options.Tell(new RunEvent.Retrying(step.Revision, attempt, jittered, failure.Short));
                RunLog.Retrying(options.Logger, step.Revision, attempt, failure.Short, jittered);
                await Task.Delay(jittered, options.Clock, cancellationToken).ConfigureAwait(false);
                _losses = _losses.Plus(options.Clock.GetElapsedTime(tried));
                pause = pause * 2 < patience.LongestPause ? pause * 2 : patience.LongestPause;
            }
        }
    }

    async Task<SegueException> StoppedAsync(Plan plan, Exception error, CancellationToken cancellationToken)
    {
        var stopped = Stopped.By(error, plan, _watch.Blockers, cancellationToken);
        RunLog.Stopped(options.Logger, _journal.Run, stopped.Failure, error is SentFailure sent ? sent.Short : error.GetType().Name);
        try
        {
            if (session.IsOpen)
            {
                // What the transaction has SET may have survived in a part that was committed; the journal is ours.
                var word = stopped.Failure == Failure.Cancelled ? "cancelled" : "failed";
                await session.SendAsync(
                    [
                        .. UnitMessages.OwnRole.Select(message => message.ToBatchCommand()),
                        Session.ToBatchCommand(_journal.Finished(word, _losses, error is SentFailure refused ? refused.Short : error.GetType().Name)),
                    ],
                    CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (NpgsqlException)
        {
            // The first error is the one to report; a run without an end in the journal is read as died.
        }
        return stopped;
    }
}
