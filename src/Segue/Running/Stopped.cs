using System.Globalization;
using System.Text;
using Npgsql;
using Segue.Revisions;
using Segue.Sessions;

namespace Segue.Running;

/// <summary>Says what stopped a run: what failed, where, what the server said, what state the database is in now, what to do next.</summary>
static class Stopped
{
    /// <summary>The journal could not be asked.</summary>
    const string Unknown = "what was committed before stays; a revision that is half way is resumed by the next run";

    public static SegueException By(
        Exception error, Plan plan, Standing? standing, IReadOnlyList<Blocker> blockers, CancellationToken cancellationToken) => error switch
        {
            SentFailure failure => ByServer(failure, plan, standing, blockers),
            CodeFailure { InnerException: { } inner } failure => new(Code(standing), $"{failure.Step.Id}: {inner.GetType().Name}: {inner.Message}", inner)
            {
                Location = failure.Location,
                State = standing?.Sentence(plan, failure.Step) ?? Unknown,
                Next = "mend the code, then run the command again",
            },
            OperationCanceledException when !cancellationToken.IsCancellationRequested => new(
                Failure.LockNotObtained, "Others have been in the way for longer than the limit; the statement was cancelled.", error)
            {
                Problems = Named(blockers),
                State = standing?.Sentence(plan, null) ?? Unknown,
                Next = "end the sessions named above or wait for them, then run the command again",
            },
            OperationCanceledException => new(Failure.Cancelled, "Cancelled.", error)
            {
                State = standing?.Sentence(plan, null) ?? Unknown,
                Next = "run the command again to go on",
            },
            SegueException own => own,
            PostgresException server when !server.SqlState.StartsWith("57P", StringComparison.Ordinal) => new(
                Code(standing), $"The server refused a statement of Segue's own: {server.SqlState}: {server.MessageText}", error)
            {
                State = standing?.Sentence(plan, null) ?? Unknown,
                Next = "mend what the message names, then run the command again",
            },
            NpgsqlException => new(Code(standing), $"The connection was lost: {error.Message}", error)
            {
                State = standing?.Sentence(plan, null, isLost: true) ?? "whether the last transaction was committed stands in the journal",
                Next = "run the command again: it reads the journal and goes on from there",
            },
            _ => new(Code(standing), error.Message, error) { State = standing?.Sentence(plan, null) ?? Unknown },
        };

    static Failure Code(Standing? standing) => standing?.HalfWay is null ? Failure.Error : Failure.HalfWay;

    static SegueException ByServer(SentFailure failure, Plan plan, Standing? standing, IReadOnlyList<Blocker> blockers)
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
        return new(failure.MayPass ? Failure.LockNotObtained : Code(standing), what.ToString(), failure)
        {
            Location = step is null ? null : Place(step, server),
            Problems = failure.MayPass ? Named(blockers) : [],
            // Ended by an administrator in the middle of COMMIT.
            State = standing?.Sentence(plan, step, isLost: failure.Refused?.Step is null && server.SqlState.StartsWith("57P", StringComparison.Ordinal)) ?? Unknown,
            Next = failure.MayPass
                ? "end the sessions named above or wait for them, then run the command again"
                : "mend what the message names, then run the command again",
        };
    }

    /// <summary>Positions count characters, not bytes and not UTF-16 units (manual, 55.8, field P).</summary>
    static SourceLocation Place(Step step, PostgresException server) => step.Work switch
    {
        Work.Sql { Statement: var statement } => statement.LocationOf(Offset(statement.Text, server.Position - 1)),
        Work.Load load => new(load.File, LineOfCopy(server.Where), 1),
        Work.Verify { Query: var query } => query.LocationOf(Offset(query.Text, server.InternalPosition - 1 - VerifyStatement.QueryOffset)),
        Work.Code code => CodeLocation.Of(server, code.Revision) ?? step.Source ?? default,
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
