using System.Collections.Immutable;
using Npgsql;
using Segue.Revisions;
using Segue.Sessions;
using Segue.Sql;

namespace Segue.Running;

/// <summary>Carries out a plan: the only thing that executes steps.</summary>
/// <param name="session">The working connection.</param>
/// <param name="guard">The advisory lock, held by the caller over the whole run.</param>
/// <param name="project">Whose journal rows.</param>
/// <param name="options">How.</param>
sealed class Runner(Session session, AdvisoryLock guard, string project, RunOptions options)
{
    readonly Journal _journal = new(session.Schema, project, Guid.CreateVersion7(options.Clock.GetUtcNow()));
    readonly Watch _watch = new(guard.Session, session.ProcessId, options.Tell, options.Clock);
    readonly LossCounter _losses = new();

    /// <summary>Carries out the plan from the point that an earlier run reached.</summary>
    /// <param name="plan">All of it, the part that is done included: it is the same plan.</param>
    /// <param name="progress">What an earlier run did of it.</param>
    /// <param name="cancellationToken">Cancels the statement on the server, rolls back, and ends in a <see cref="SegueException"/> with code 130.</param>
    public async Task<RunResult> CarryOutAsync(Plan plan, Progress progress, CancellationToken cancellationToken)
    {
        var start = options.Clock.GetTimestamp();
        var skipped = progress.Skip(plan);
        await session.SendAsync(cancellationToken, _journal.Started(options.Origin, plan, progress.Resumes, options.Tag)).ConfigureAwait(false);
        options.Tell(new RunEvent.Started(_journal.Run, plan));
        RunLog.Started(options.Logger, _journal.Run, plan.Purpose, plan.Steps.Length);
        try
        {
            var transactions = new Transactions(session, _journal, _watch, plan, options, _losses)
            {
                TrustsNobody = plan.MakesEventTrigger || await session.ScalarAsync<bool>(
                    new(SqlText.Of($"SELECT EXISTS (SELECT FROM pg_event_trigger WHERE evtenabled <> 'D')")), cancellationToken).ConfigureAwait(false),
            };
            var leftovers = new Leftovers(session, plan, _watch);
            var next = skipped;
            if (await new Resumption(session, _journal, plan, leftovers, options, _losses).IsDoneAsync(progress, next, cancellationToken).ConfigureAwait(false))
                next++;
            while (next < plan.Steps.Length)
            {
                guard.EnsureHeld();
                if (plan.Steps[next].Unit is null)
                    await new SingleStep(session, _journal, plan, leftovers, options, _losses).CarryOutAsync(next++, cancellationToken).ConfigureAwait(false);
                else
                    next = await transactions.CarryOutAsync(next, cancellationToken).ConfigureAwait(false);
            }
            await session.SendAsync(cancellationToken, _journal.Finished("done", _losses.Losses, null)).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            throw await StoppedAsync(plan, skipped, error, cancellationToken).ConfigureAwait(false);
        }
        var revisions = plan.Steps.Skip(skipped).Where(step => !step.IsAroundRun).Select(step => step.Revision).Distinct().ToImmutableArray();
        var duration = options.Clock.GetElapsedTime(start);
        RunLog.Finished(options.Logger, _journal.Run, revisions.Length, duration, _losses.Losses.Retries);
        return new(_journal.Run, revisions, duration, _losses.Losses);
    }

    async Task<SegueException> StoppedAsync(Plan plan, int skipped, Exception error, CancellationToken cancellationToken)
    {
        var stopped = Stopped.By(error, plan, await StandingAsync(plan, skipped).ConfigureAwait(false), _watch.Blockers, cancellationToken);
        RunLog.Stopped(options.Logger, _journal.Run, stopped.Failure, error is SentFailure sent ? sent.Short : error.GetType().Name);
        try
        {
            if (session.IsOpen)
            {
                // What the transaction has SET may have survived in a part that was committed; the journal is ours.
                var word = stopped.Failure == Failure.Cancelled ? "cancelled" : "failed";
                await session.SendAsync(
                    [
                        new NpgsqlBatchCommand("BEGIN READ WRITE"),
                        new NpgsqlBatchCommand("RESET ALL"),
                        .. UnitMessages.OwnRole().Select(message => message.ToBatchCommand()),
                        Session.ToBatchCommand(_journal.Finished(word, _losses.Losses, error is SentFailure refused ? refused.Short : error.GetType().Name)),
                        new NpgsqlBatchCommand("COMMIT"),
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

    /// <summary>The lock's connection is asked: it is idle, and it may be there when the working one is lost.</summary>
    async Task<Standing?> StandingAsync(Plan plan, int skipped)
    {
        try
        {
            return guard.Session.IsOpen
                ? await Standing.ReadAsync(guard.Session, project, _journal.Run, plan, skipped).ConfigureAwait(false)
                : null;
        }
        catch (NpgsqlException)
        {
            return null;
        }
    }
}
