using System.Globalization;
using System.Text;
using Npgsql;
using Segue.Revisions;
using Segue.Sessions;

namespace Segue.Running;

/// <summary>Says what stopped a run: what failed, where, what the server said, what state the database is in now, what to do next.</summary>
static class Stopped
{
    public static SegueException By(Exception error, Plan plan, IReadOnlyList<Blocker> blockers, CancellationToken cancellationToken) => error switch
    {
        SentFailure failure => ByServer(failure, plan, blockers),
        OperationCanceledException when !cancellationToken.IsCancellationRequested => new(
            Failure.LockNotObtained, "Others have been in the way for longer than the limit; the statement was cancelled.", error)
        {
            Problems = Named(blockers),
            State = "what was committed stays; a revision that is half way is resumed by the next run",
            Next = "end the sessions named above or wait for them, then run the command again",
        },
        OperationCanceledException => new(Failure.Cancelled, "Cancelled.", error)
        {
            State = "the open transaction was rolled back; what was committed before stays",
            Next = "run the command again to go on",
        },
        SegueException own => own,
        PostgresException server when !server.SqlState.StartsWith("57P", StringComparison.Ordinal) => new(
            Failure.Error, $"The server refused a statement of Segue's own: {server.SqlState}: {server.MessageText}", error)
        {
            State = "what was committed before stays",
            Next = "mend what the message names, then run the command again",
        },
        NpgsqlException => new(Failure.Error, $"The connection was lost: {error.Message}", error)
        {
            State = "whether the last transaction was committed stands in the journal",
            Next = "run the command again: it reads the journal and goes on from there",
        },
        _ => new(Failure.Error, error.Message, error),
    };

    static SegueException ByServer(SentFailure failure, Plan plan, IReadOnlyList<Blocker> blockers)
    {
        var server = failure.Server;
        var step = failure.Refused?.For;
        var verify = server.SqlState == VerifyStatement.SqlState;
        var what = new StringBuilder();
        what.Append(step?.Id ?? failure.Refused?.Text ?? "the server").Append(": ");
        what.Append(verify ? server.MessageText : $"{server.Severity} {server.SqlState}: {server.MessageText}");
        if (server.Detail is { Length: > 0 } detail)
            what.Append('\n').Append(verify ? Rows(detail) : "detail: " + detail);
        if (server.Hint is { Length: > 0 } hint)
            what.Append('\n').Append("hint: ").Append(hint);
        if (server.Where is { Length: > 0 } where && !verify)
            what.Append('\n').Append("where: ").Append(where);
        return new(failure.MayPass ? Failure.LockNotObtained : step is { Unit: null } ? Failure.HalfWay : Failure.Error, what.ToString(), failure)
        {
            Location = step is null ? null : Place(step, server),
            Problems = failure.MayPass ? Named(blockers) : [],
            State = State(step, plan),
            Next = failure.MayPass
                ? "end the sessions named above or wait for them, then run the command again"
                : "mend what the message names, then run the command again",
        };
    }

    static string State(Step? step, Plan plan)
    {
        if (step is null)
            return "the transaction was rolled back; what was committed before stays";
        if (step.Direction != Direction.Run && (step.Unit is null || plan.Steps.Any(other => other.Revision == step.Revision && other.Unit != step.Unit)
            && plan.Steps.First(other => other.Revision == step.Revision).Unit != step.Unit))
            return $"{step.Revision} is half way: what stands before {step.Id} is committed; the next run of the same command resumes it";
        var first = plan.Steps.First(other => other.Unit == step.Unit).Revision;
        return first == step.Revision
            ? $"{step.Revision} was rolled back; what was done before it stays"
            : $"{first} to {step.Revision} were rolled back; what was done before stays";
    }

    /// <summary>Positions count characters, not bytes and not UTF-16 units (manual, 55.8, field P).</summary>
    static SourceLocation Place(Step step, PostgresException server) => step.Work switch
    {
        Work.Sql { Statement: var statement } => statement.LocationOf(Offset(statement.Text, server.Position - 1)),
        Work.Load load => new(load.File, LineOfCopy(server.Where), 1),
        Work.Verify { Query: var query } => query.LocationOf(Offset(query.Text, server.InternalPosition - 1 - VerifyStatement.QueryOffset)),
        _ => step.Source ?? default,
    };

    /// <summary>"COPY track, line 3, column id: ...": the first number after the table's name, whatever the server's language.</summary>
    static int LineOfCopy(string? where)
    {
        var comma = where?.IndexOf(", ", StringComparison.Ordinal) ?? -1;
        var rest = comma < 0 ? [] : where.AsSpan(comma);
        var digits = rest[Math.Max(0, rest.IndexOfAnyInRange('0', '9'))..];
        var length = digits.IndexOfAnyExceptInRange('0', '9');
        return int.TryParse(length < 0 ? digits : digits[..length], CultureInfo.InvariantCulture, out var line) ? line : 1;
    }

    static int Offset(string text, int characters)
    {
        var offset = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (characters-- <= 0)
                break;
            offset += rune.Utf16SequenceLength;
        }
        return offset;
    }

    static string Rows(string json)
    {
        using var rows = System.Text.Json.JsonDocument.Parse(json);
        var text = new StringBuilder();
        foreach (var (index, row) in rows.RootElement.EnumerateArray().Take(VerifyStatement.ShownRows).Index())
            text.Append(index == 0 ? "" : "\n").Append(CultureInfo.InvariantCulture, $"  {row.GetRawText()}");
        return text.ToString();
    }

    static IReadOnlyList<Problem> Named(IReadOnlyList<Blocker> blockers) =>
        [.. blockers.Select(blocker => new Problem("blocker", $"in the way: {blocker}"))];
}
