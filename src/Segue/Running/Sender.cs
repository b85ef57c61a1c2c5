using Npgsql;
using Segue.Revisions;
using Segue.Sessions;

namespace Segue.Running;

/// <summary>Sends messages in as few round trips as they allow.</summary>
/// <param name="session">The working connection.</param>
/// <param name="tell">Receives the rows of statements that show theirs.</param>
sealed class Sender(Session session, Action<RunEvent> tell)
{
    /// <summary>Messages in one round trip.</summary>
    public const int LongestBatch = 1_000;

    /// <summary>Characters in one round trip.</summary>
    public const int LargestBatch = 8 << 20;

    const int ShownRows = 1_000;

    /// <param name="messages">In their order.</param>
    /// <param name="journalled">Told each time the journal row of a revision's steps was written, and how long its transaction has been open by then.</param>
    /// <param name="cancellationToken">Cancels the statement that is running on the server, and rolls back.</param>
    /// <exception cref="SentFailure">The first refusal; an open transaction has been rolled back.</exception>
    /// <exception cref="CodeFailure">The code of a C# revision failed; the same.</exception>
    public async Task SendAsync(IReadOnlyList<Message> messages, Action<TimeSpan> journalled, CancellationToken cancellationToken)
    {
        try
        {
            for (var start = 0; start < messages.Count;)
            {
                var end = messages[start].StandsAlone ? start + 1 : EndOfBatch(messages, start);
                await SendOneAsync([.. messages.Skip(start).Take(end - start)], journalled, cancellationToken).ConfigureAwait(false);
                start = end;
            }
        }
        catch (Exception error) when (error is SentFailure or CodeFailure or OperationCanceledException && session.IsOpen)
        {
            await session.SendAsync([new NpgsqlBatchCommand("ROLLBACK")], CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    static int EndOfBatch(IReadOnlyList<Message> messages, int start)
    {
        var end = start;
        for (var length = 0L; end < messages.Count && end - start < LongestBatch && length < LargestBatch && !messages[end].StandsAlone; end++)
            length += messages[end].Length;
        return end;
    }

    async Task SendOneAsync(Message[] messages, Action<TimeSpan> journalled, CancellationToken cancellationToken)
    {
        var commands = Array.ConvertAll(messages, message => message.ToBatchCommand());
        try
        {
            if (messages is [{ Step.Work: Work.Sql { Statement.CopyData: not null } copy }])
                await session.CopyAsync(copy.Statement, cancellationToken).ConfigureAwait(false);
            else if (messages is [{ Step.Work: Work.Load load }])
                await session.LoadAsync(load.Copy.Text, load.File, cancellationToken).ConfigureAwait(false);
            else if (messages is [{ Step.Work: Work.Unload unload }])
                await session.UnloadAsync(unload.Copy.Text, unload.File, cancellationToken).ConfigureAwait(false);
            else if (messages is [{ Step: { Work: Work.Code code } coded }])
                await DoAsync(coded, code, cancellationToken).ConfigureAwait(false);
            else if (messages is [{ Step: { Work: Work.Sql { ShowsRows: true } } step }])
                await ShowRowsAsync(step, messages[0].Text!, cancellationToken).ConfigureAwait(false);
            else
                await session.SendAsync(commands, Journal.DoneColumn, microseconds => journalled(TimeSpan.FromMicroseconds(microseconds)), cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException error)
        {
            var refused = messages.Length == 1 ? 0 : error.BatchCommand is NpgsqlBatchCommand command ? Array.IndexOf(commands, command) : -1;
            throw new SentFailure(refused < 0 ? null : messages[refused], error);
        }
    }

    async Task DoAsync(Step step, Work.Code code, CancellationToken cancellationToken)
    {
        try
        {
            await code.Do(session, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not (PostgresException or OperationCanceledException) && session.IsOpen)
        {
            throw new CodeFailure(step, error);
        }
    }

    async Task ShowRowsAsync(Step step, string text, CancellationToken cancellationToken)
    {
        var rows = await session.ReadTextAsync(text, ShownRows, cancellationToken).ConfigureAwait(false);
        if (rows.Columns.Count > 0)
            tell(new RunEvent.Rows(step, rows.Columns, rows.Values) { AreCut = rows.AreCut });
    }
}
