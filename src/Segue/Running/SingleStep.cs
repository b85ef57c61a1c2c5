using Npgsql;
using Segue.Revisions;
using Segue.Sessions;

namespace Segue.Running;

/// <summary>A step that cannot run in a transaction: written down as running with what was there before it, done, written down as done.</summary>
sealed class SingleStep(Session session, Journal journal, Plan plan, Leftovers leftovers, RunOptions options, LossCounter losses)
{
    public async Task CarryOutAsync(int index, CancellationToken cancellationToken)
    {
        var step = plan.Steps[index];
        var begun = options.Clock.GetTimestamp();
        var before = await leftovers.AskAsync(index, step.Probe, before: null, cancellationToken).ConfigureAwait(false);
        await WriteDownAsync(SingleMessages.WriteDown(journal, plan, index, begun: true, ended: false, null, before), cancellationToken).ConfigureAwait(false);
        var isFirstTry = true;
        try
        {
            await new Attempts(step, options, losses).KeepTryingAsync(
                async token =>
                {
                    if (!isFirstTry)
                        await ClearAsync(index, before, token).ConfigureAwait(false);
                    isFirstTry = false;
                    await SendAsync(index, token).ConfigureAwait(false);
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (session.IsOpen && error is SentFailure or OperationCanceledException)
        {
            var text = error is SentFailure refused ? refused.Short : "cancelled";
            var leftNothing = await LeftNothingAsync(index, before).ConfigureAwait(false);
            await WriteDownAsync(
                SingleMessages.WriteDown(journal, plan, index, begun: false, ended: true, text, null, leftNothing), CancellationToken.None).ConfigureAwait(false);
            throw;
        }
        await WriteDownAsync(SingleMessages.WriteDown(journal, plan, index, begun: false, ended: true, null), cancellationToken).ConfigureAwait(false);
        options.Tell(new RunEvent.Done([step], options.Clock.GetElapsedTime(begun)));
    }

    /// <summary>A build that lost a deadlock has left an INVALID index, in whose way the next try would come.</summary>
    async Task ClearAsync(int index, string? before, CancellationToken cancellationToken)
    {
        var step = plan.Steps[index];
        if (step.Repair is { } repair && !Leftovers.IsForeign(before)
            && await leftovers.AskAsync(index, step.Probe, before, cancellationToken).ConfigureAwait(false) == "broken")
        {
            await leftovers.ClearAsync(index, repair, before, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Nothing of the revision is in the database: this was its first step, and the server has undone it.</summary>
    async Task<bool> LeftNothingAsync(int index, string? before)
    {
        var step = plan.Steps[index];
        if (index > 0 && plan.Steps[index - 1].Revision == step.Revision)
            return false;
        try
        {
            return Leftovers.IsForeign(before)
                || await leftovers.AskAsync(index, step.Probe, before, CancellationToken.None).ConfigureAwait(false) is not (null or "broken");
        }
        catch (PostgresException)
        {
            return false;
        }
    }

    async Task SendAsync(int index, CancellationToken cancellationToken)
    {
        var step = plan.Steps[index];
        await session.SendAsync([.. SingleMessages.Prepare(plan, index).Select(message => message.ToBatchCommand())], cancellationToken).ConfigureAwait(false);
        await leftovers.SendAsync(
            UnitMessages.Of(step), step.Work is Work.Sql { WaitsForOthers: true } ? step.Patience.Limit : null, cancellationToken).ConfigureAwait(false);
        // DISCARD ALL is one of these statements.
        session.ForgetPrepared();
    }

    Task WriteDownAsync(IEnumerable<Message> messages, CancellationToken cancellationToken) =>
        session.SendAsync([.. messages.Select(message => message.ToBatchCommand())], cancellationToken);
}
