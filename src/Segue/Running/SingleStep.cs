using Npgsql;
using Segue.Revisions;
using Segue.Sessions;

namespace Segue.Running;

/// <summary>A step that cannot run in a transaction: written down as running, done, written down as done. What an interrupted one left is probed first.</summary>
sealed class SingleStep(Session session, Journal journal, Plan plan, Watch watch, RunOptions options, LossCounter losses)
{
    public async Task CarryOutAsync(int index, Progress progress, CancellationToken cancellationToken)
    {
        var step = plan.Steps[index];
        var begun = options.Clock.GetTimestamp();
        if (await IsDoneAsync(step, index, progress, cancellationToken).ConfigureAwait(false))
        {
            await WriteDownAsync(index, begun: true, ended: true, error: null, cancellationToken).ConfigureAwait(false);
            options.Tell(new RunEvent.AlreadyDone(step));
            return;
        }
        await WriteDownAsync(index, begun: true, ended: false, error: null, cancellationToken).ConfigureAwait(false);
        try
        {
            await KeepTryingAsync(step, index, UnitMessages.Of(step), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (session.IsOpen && error is SentFailure or OperationCanceledException)
        {
            var text = error is SentFailure refused ? refused.Short : "cancelled";
            await WriteDownAsync(index, begun: false, ended: true, text, CancellationToken.None).ConfigureAwait(false);
            throw;
        }
        await WriteDownAsync(index, begun: false, ended: true, error: null, cancellationToken).ConfigureAwait(false);
        options.Tell(new RunEvent.Done([step], options.Clock.GetElapsedTime(begun)));
    }

    Task KeepTryingAsync(Step step, int index, Message message, CancellationToken cancellationToken) =>
        new Attempts(step, options, losses).KeepTryingAsync(token => SendAsync(step, index, message, token), cancellationToken);

    async Task SendAsync(Step step, int index, Message message, CancellationToken cancellationToken)
    {
        await PrepareAsync(index, cancellationToken).ConfigureAwait(false);
        await watch.DuringAsync(
            async token =>
            {
                try
                {
                    // Alone: even in a pipeline the server counts CONCURRENTLY as inside a transaction block.
                    await session.SendAsync([message.ToBatchCommand()], token).ConfigureAwait(false);
                    // DISCARD ALL is one of these statements.
                    session.ForgetPrepared();
                }
                catch (PostgresException error)
                {
                    throw new SentFailure(message, error);
                }
            },
            step.Work is Work.Sql { WaitsForOthers: true } ? step.Patience.Limit : null, cancellationToken).ConfigureAwait(false);
    }

    async Task<bool> IsDoneAsync(Step step, int index, Progress progress, CancellationToken cancellationToken)
    {
        if (!progress.WasInterrupted(step))
            return false;
        if (step.Probe is not { } probe)
            return progress.Decide(step, options.Undecided);
        await PrepareAsync(index, cancellationToken).ConfigureAwait(false);
        var found = await session.ScalarAsync<string>(new(probe), cancellationToken).ConfigureAwait(false);
        if (found == "broken" && step.Repair is { } repair)
        {
            await KeepTryingAsync(step, index, new(repair.Text, null, step), cancellationToken).ConfigureAwait(false);
            options.Tell(new RunEvent.Repaired(step));
            RunLog.Repaired(options.Logger, step.Id);
        }
        return found == "done";
    }

    Task PrepareAsync(int index, CancellationToken cancellationToken) =>
        session.SendAsync([.. SingleMessages.Prepare(plan, index).Select(message => message.ToBatchCommand())], cancellationToken);

    Task WriteDownAsync(int index, bool begun, bool ended, string? error, CancellationToken cancellationToken) =>
        session.SendAsync(
            [.. SingleMessages.WriteDown(journal, plan, index, begun, ended, error).Select(message => message.ToBatchCommand())], cancellationToken);
}
