using Npgsql;
using Segue.Sessions;

namespace Segue.Revisions;

/// <summary>Lets a C# revision write a section.</summary>
static class CodeSection
{
    public const string WithoutDowngrade = "code-without-downgrade";

    /// <summary>What it wrote; as far as it came, if it asks and nobody answers.</summary>
    /// <param name="project">For variables and time limits.</param>
    /// <param name="file">Compiled.</param>
    /// <param name="direction">Which section.</param>
    /// <param name="session">Who answers; null: nobody, not now or not at all.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="SegueException">Its code failed, or the server refused a question.</exception>
    public static async Task<PlanWriter> WriteAsync(
        Project project, RevisionFile file, Direction direction, Session? session, CancellationToken cancellationToken)
    {
        var code = file.Code!;
        var plan = new PlanWriter(file, project, direction, session);
        try
        {
            await code.Section(direction)(plan, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (plan.IsUnanswered)
        {
            // Whatever its code makes of that: what follows depends on the answer.
        }
        catch (Exception error) when (error is not (OperationCanceledException or SegueException))
        {
            var what = error is PostgresException server
                ? $"the server refused a question: {server.SqlState}: {server.MessageText}"
                : $"{error.GetType().Name}: {error.Message}";
            throw new SegueException(Failure.Error, $"{file.Header.Id} could not say what it does: {what}", error)
            {
                Location = CodeLocation.Of(error, file.Header) ?? plan.AskedAt ?? file.Header.IdLocation,
                State = $"nothing of {file.Header.Id} was done",
            };
        }
        if (direction == Direction.Up && plan.HasCode && !code.Has(Direction.Down))
        {
            plan.Report(new(WithoutDowngrade, $"{file.Header.Id} runs code and does not say how that is taken back")
            {
                Location = file.Header.IdLocation,
                Remedy = "write DowngradeAsync, with plan.Irreversible(\"...\") where there is no way back",
            });
        }
        return plan;
    }
}
