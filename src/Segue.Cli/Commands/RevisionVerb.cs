using System.CommandLine;
using Segue.Authoring;
using Segue.Cli.Output;
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
        Description = "The revision it stands on; needed where there are several heads. base: it stands on nothing and begins a line of its own.",
        HelpName = "REVISION",
    };

    readonly Option<string[]> _dependsOn = new("--depends-on")
    {
        Description = "A revision of another branch that must be applied before; may be repeated.",
        HelpName = "REVISION",
    };

    readonly Option<string?> _folder = new("--version-path")
    {
        Description = "The folder it goes to, one of 'versions'; default: that of its parent.",
        HelpName = "FOLDER",
    };

    readonly Option<bool> _repeatable = new("--repeatable")
    {
        Description = "A repeatable revision, for views and functions: no part of the graph, carried out whenever it was edited.",
    };

    readonly Option<bool> _code = new("--cs") { Description = "In C# instead of SQL: the file writes a plan." };

    public RevisionVerb()
        : base("revision", "Writes the file of a new revision and prints its path.")
    {
        Add(_message);
        Add(_head);
        Add(AuthoringOptions.Splice);
        Add(AuthoringOptions.Labels);
        Add(_dependsOn);
        Add(_folder);
        Add(AuthoringOptions.Id);
        Add(_repeatable);
        Add(_code);
        AddConnectionOptions();
        _message.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }, ..] && string.IsNullOrWhiteSpace(text))
                result.AddError("The message is empty: it is the title and the name of the file.");
        });
        Validators.Add(result =>
        {
            Option[] ofTheGraph = [_head, AuthoringOptions.Splice, AuthoringOptions.Labels, _dependsOn];
            if (result.GetResult(_repeatable) is not { Implicit: false })
                return;
            if (Array.Find(ofTheGraph, option => result.GetResult(option) is { Implicit: false }) is { } other)
                result.AddError($"--repeatable and {other.Name} exclude each other: a repeatable revision is no part of the graph.");
            if (result.GetResult(_code) is { Implicit: false })
                result.AddError("--repeatable and --cs exclude each other: what is replaced as a whole is SQL.");
        });
    }

    public override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        var project = await call.OwnProjectAsync(cancellationToken);
        var isRepeatable = call.Value(_repeatable);
        var parent = isRepeatable ? null : await ParentAsync(call, project, cancellationToken);
        var kind = isRepeatable ? TemplateKind.Repeatable : TemplateKind.Revision;
        var draft = Writing.Draft(call, project, kind, call.Value(_message)!, call.Value(AuthoringOptions.Id), parent, call.Value(_folder));
        var dependsOn = new List<string>();
        foreach (var text in call.Value(_dependsOn) ?? [])
            dependsOn.Add(await DependencyAsync(call, project, text, cancellationToken));
        return await Writing.WriteAsync(
            call,
            project,
            draft with
            {
                Revises = parent is null ? [] : [parent.Id],
                Extension = call.Value(_code) ? ".cs" : ".sql",
                DependsOn = [.. dependsOn.Distinct(StringComparer.Ordinal)],
                Labels = call.Value(AuthoringOptions.Labels) ?? [],
            },
            cancellationToken);
    }

    async Task<RevisionHeader?> ParentAsync(Call call, Project project, CancellationToken cancellationToken)
    {
        if (call.Value(_head) is not { } head)
            return RevisionParent.OnlyHead(project.Graph);
        if (RevisionTarget.Parse(head) == RevisionTarget.Base)
            return null;
        var parent = await call.ResolveAsync(project, head, cancellationToken);
        return RevisionParent.Of(project.Graph, parent, call.Value(AuthoringOptions.Splice));
    }

    // A label can move to another revision, and the file would silently mean something else: what is written is the id.
    static async Task<string> DependencyAsync(Call call, Project project, string text, CancellationToken cancellationToken)
    {
        var revision = await call.ResolveAsync(project, text, cancellationToken);
        if (revision.Labels.Contains(text))
            call.Terminal.Message(MessageKind.News, $"depends-on: the label {text} is written as the revision that has it, {revision.Id}");
        return revision.Id;
    }
}
