using Segue.Cli.Output;
using Segue.Embedded;

namespace Segue.Cli;

/// <summary>Where no connection is configured, in Development: the project's private PostgreSQL, if it runs or is wanted.</summary>
static class OwnServer
{
    const string Development = "Development";

    public static DevelopmentServer Of(Call call) => new(call.Workspace.Folder, null, call.Surroundings.Time);

    /// <summary>Null: this is not Development, or it does not run; it is not started.</summary>
    public static async Task<string?> RunningAsync(Call call, CancellationToken cancellationToken) =>
        call.Workspace.Environment.Equals(Development, StringComparison.OrdinalIgnoreCase)
        && await Of(call).StatusAsync(cancellationToken) is { Running: true } status
            ? status.ConnectionString()
            : null;

    /// <summary>Null: this is not Development, or it is not wanted.</summary>
    public static async Task<string?> ConnectionStringAsync(Call call, CancellationToken cancellationToken)
    {
        if (!call.Workspace.Environment.Equals(Development, StringComparison.OrdinalIgnoreCase))
            return null;
        var server = Of(call);
        var status = await server.StatusAsync(cancellationToken);
        if (!status.Running)
        {
            if (!await MayStartAsync(call, cancellationToken))
                return null;
            status = await server.StartAsync(cancellationToken);
        }
        call.Terminal.Message(MessageKind.News, $"no connection is configured; this is the project's private PostgreSQL in {status.Folder}");
        return status.ConnectionString();
    }

    static async Task<bool> MayStartAsync(Call call, CancellationToken cancellationToken)
    {
        if (call.Value(CommonOptions.Yes))
            return true;
        if (call.Terminal.InputIsTerminal)
            return await call.Terminal.AskAsync("No connection is configured. Start this project's private PostgreSQL?", cancellationToken);
        throw new SegueException(Failure.Usage, "No connection is configured.")
        {
            Next = "give one with --connection, or start this project's private PostgreSQL: segue postgres start, or the same with --yes",
        };
    }
}
