using Segue.Running;

namespace Segue.Cli.Commands;

sealed class StatusVerb : Verb
{
    public StatusVerb()
        : base("status", "Shows how the files and the database stand to each other.") => AddConnectionOptions();

    public override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        var project = await call.ProjectAsync(cancellationToken);
        await using var database = await call.DatabaseAsync(cancellationToken);
        var document = StatusDocument.Of(database.Name, project.Name, await Overview.ReadAsync(project, database, cancellationToken));
        call.Answer(document, static documents => documents.StatusDocument, document.WriteTo);
        return document.HalfWay is null ? 0 : (int)Failure.HalfWay;
    }
}
