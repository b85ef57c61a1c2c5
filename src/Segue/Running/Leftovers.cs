using Npgsql;
using Segue.Revisions;
using Segue.Sessions;
using Segue.Sql;

namespace Segue.Running;

/// <summary>Asks what a statement outside a transaction left, and clears it away.</summary>
sealed class Leftovers(Session session, Plan plan, Watch watch)
{
    /// <summary>The probe's answer; null: nothing can be asked.</summary>
    /// <param name="index">Place in the plan: what the revision has SET before it counts.</param>
    /// <param name="probe">The question.</param>
    /// <param name="before">Its answer before the statement was sent; null if that is now.</param>
    /// <param name="cancellationToken">Cancels the question.</param>
    public async Task<string?> AskAsync(int index, SqlText? probe, string? before, CancellationToken cancellationToken)
    {
        if (probe is not { } question)
            return null;
        await PrepareAsync(index, before, cancellationToken).ConfigureAwait(false);
        return await session.ScalarAsync<string>(new(question), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What was there before the statement was sent is somebody else's: it is neither cleared away nor taken for the statement's work.</summary>
    public static bool IsForeign(string? before) => before is "done" or "broken";

    /// <summary>Sends what the repair answers.</summary>
    /// <exception cref="SentFailure">The server refused it.</exception>
    public async Task ClearAsync(int index, SqlText repair, string? before, CancellationToken cancellationToken)
    {
        await PrepareAsync(index, before, cancellationToken).ConfigureAwait(false);
        var step = plan.Steps[index];
        foreach (var statement in await session.ListAsync(new(repair), row => row.GetString(0), cancellationToken).ConfigureAwait(false))
            await SendAsync(new(statement, null, step), step.Patience.Limit, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends one statement alone: even in a pipeline the server counts CONCURRENTLY as inside a transaction block.</summary>
    public Task SendAsync(Message message, TimeSpan? limit, CancellationToken cancellationToken) => watch.DuringAsync(
        async token =>
        {
            try
            {
                await session.SendAsync([message.ToBatchCommand()], token).ConfigureAwait(false);
            }
            catch (PostgresException error)
            {
                throw new SentFailure(message, error);
            }
        },
        limit, cancellationToken);

    Task PrepareAsync(int index, string? before, CancellationToken cancellationToken) => session.SendAsync(
        [
            .. SingleMessages.Prepare(plan, index, waits: true).Select(message => message.ToBatchCommand()),
            Session.ToBatchCommand(new(SqlText.Of($"SELECT set_config('segue.before', $1, false)"), before ?? "")),
        ],
        cancellationToken);
}
