using Segue.Embedded;

namespace Segue.Cli.Commands;

/// <summary>The project's private PostgreSQL.</summary>
sealed class PostgresVerb : Verb
{
    public PostgresVerb()
        : base("postgres", "Starts, stops and shows this project's private PostgreSQL.")
    {
        Add(new Part("start", "Starts it; the first time it is made.", static async (call, server, token) => Show(call, await server.StartAsync(token))));
        Add(new Part("stop", "Stops it; its data stay.", static async (call, server, token) =>
        {
            await server.StopAsync(token);
            return Show(call, await server.StatusAsync(token));
        }));
        Add(new Part("status", "Shows whether it runs, and where.", static async (call, server, token) => Show(call, await server.StatusAsync(token))));
        Add(new Part("url", "Prints its address with the password, for other programs.", static async (call, server, token) =>
        {
            var url = (await server.StatusAsync(token)).Url()
                ?? throw new SegueException(Failure.Error, "It does not run.") { Next = "segue postgres start" };
            call.Answer(new PostgresUrlDocument(url.ToString()), static documents => documents.PostgresUrlDocument, terminal => terminal.Line(url.ToString()));
            return 0;
        }));
    }

    public override Task<int> RunAsync(Call call, CancellationToken cancellationToken) =>
        throw new SegueException(Failure.Usage, "segue postgres needs one of start, stop, status, url.");

    static int Show(Call call, DevelopmentStatus status)
    {
        var document = new PostgresDocument(status.Folder, status.Running, status.Pid, status.Port);
        call.Answer(document, static documents => documents.PostgresDocument, terminal => terminal.Line(status.ToString()));
        return 0;
    }

    sealed class Part(string name, string description, Func<Call, DevelopmentServer, CancellationToken, Task<int>> work) : Verb(name, description)
    {
        public override Task<int> RunAsync(Call call, CancellationToken cancellationToken) => work(call, OwnServer.Of(call), cancellationToken);
    }
}
