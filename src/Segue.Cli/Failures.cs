using Npgsql;
using Segue.Cli.Output;

namespace Segue.Cli;

/// <summary>What stopped the work, as people and as programs read it, and its exit code.</summary>
static class Failures
{
    public static int Report(Exception failure, Call call, CancellationToken cancellationToken)
    {
        var (code, message) = failure switch
        {
            SegueException known => (known.Failure, known.Message),
            OperationCanceledException when cancellationToken.IsCancellationRequested => (Failure.Cancelled, "Cancelled."),
            PostgresException server => (Failure.Error, $"The server refused: {server.SqlState}: {server.MessageText}\nstate: nothing further was done"),
            NpgsqlException connection => (Failure.Error, $"The connection failed: {connection.Message}\nstate: nothing further was done\nnext: run the command again"),
            _ => (Failure.Error, failure.GetType().Name + ": " + failure.Message),
        };
        message = Redact.Text(message);
        call.Terminal.Message(MessageKind.Error, message);
        if (call.Verbose && code is not Failure.Cancelled)
            call.Terminal.Message(MessageKind.Plain, Redact.Text(failure.ToString()));
        else if (failure is not SegueException && code is Failure.Error)
            call.Terminal.Message(MessageKind.Plain, "next: the same with -v shows where it happened");
        call.ShowFailure(code, message, (failure as SegueException)?.Problems ?? []);
        return (int)code;
    }
}
