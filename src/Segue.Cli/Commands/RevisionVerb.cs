using System.CommandLine;
using Segue.Authoring;
using Segue.Revisions;

namespace Segue.Cli.Commands;

sealed class RevisionVerb : Verb
{
    readonly Option<string> _message = new("--message", "-m")
    {
        Description = "What it does, in a few words; the title and the name of the file.",
        HelpName = "TEXT",
        Required = true,
    };

    readonly Option<string?> _head = new("--head")
    {
        Description = "The revision it stands on; needed where there are several heads.",
        HelpName = "REVISION",
    };

    public RevisionVerb()
        : base("revision", "Writes the file of a new revision and prints its path.")
    {
        Add(_message);
        Add(_head);
    }

    public override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        if (call.Value(CommonOptions.Folder) is not null)
            throw new SegueException(Failure.Usage, "New revisions are written into the folders of segue.json, not into --folder.");
        var project = await call.ProjectAsync(cancellationToken);
        var settings = call.Workspace.Settings;
        var written = await NewRevision.WriteAsync(
            new()
            {
                Folder = Path.GetFullPath(settings.Versions[0], project.Root),
                Id = NewRevision.NextId(project.Revisions.Headers, call.Value(_message)!),
                Parent = Parent(project.Graph, call.Value(_head))?.Id,
                Title = call.Value(_message)!,
                Template = settings.Templates is null ? null : Path.GetFullPath(settings.Templates, project.Root),
            },
            cancellationToken);
        var file = Path.GetRelativePath(call.Surroundings.Folder, written.Path);
        var document = new RevisionDocument(written.Id, written.Parent is null ? [] : [written.Parent], file);
        call.Answer(document, static documents => documents.RevisionDocument, terminal => terminal.Line(file));
        return 0;
    }

    static RevisionHeader? Parent(RevisionGraph graph, string? head)
    {
        if (head is not null)
            return graph.Resolve(RevisionTarget.Parse(head));
        return graph.Heads switch
        {
            [] => null,
            [var only] => only,
            var several => throw new SegueException(Failure.Graph, $"There are {several.Count} heads: {string.Join(", ", several.Select(one => one.Id))}.")
            {
                State = "nothing was written",
                Next = "say which one with --head, or join them with segue merge",
            },
        };
    }
}
