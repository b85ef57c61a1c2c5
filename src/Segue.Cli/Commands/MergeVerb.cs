using System.CommandLine;
using Segue.Authoring;
using Segue.Revisions;

namespace Segue.Cli.Commands;

sealed class MergeVerb : Verb
{
    readonly Argument<string[]> _revisions = new("revisions")
    {
        Description = "What to join: heads for all, or two and more of them.",
        Arity = ArgumentArity.OneOrMore,
    };

    readonly Option<string?> _message = new("--message", "-m")
    {
        Description = "What it does, in a few words. Default: the names of what it joins.",
        HelpName = "TEXT",
    };

    public MergeVerb()
        : base("merge", "Writes a revision that joins several heads, and prints its path.")
    {
        Add(_revisions);
        Add(_message);
        Add(AuthoringOptions.Labels);
        Add(AuthoringOptions.Id);
        Add(AuthoringOptions.Splice);
        AddConnectionOptions();
    }

    public override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        var project = await call.OwnProjectAsync(cancellationToken);
        var graph = project.Graph;
        var named = new List<RevisionHeader>();
        foreach (var text in call.Value(_revisions)!)
            named.AddRange(RevisionTarget.Parse(text) == RevisionTarget.Heads ? graph.Heads : [await call.ResolveAsync(project, text, cancellationToken)]);
        var parents = MergeParents.Of(graph, named, call.Value(AuthoringOptions.Splice));
        var message = call.Value(_message) ?? "merge " + string.Join(" and ", parents.Select(parent => parent.Id));
        var draft = Writing.Draft(call, project, TemplateKind.Merge, message, call.Value(AuthoringOptions.Id), parents[0], folder: null);
        return await Writing.WriteAsync(
            call,
            project,
            draft with { Revises = [.. parents.Select(parent => parent.Id)], Labels = call.Value(AuthoringOptions.Labels) ?? [] },
            cancellationToken);
    }
}
