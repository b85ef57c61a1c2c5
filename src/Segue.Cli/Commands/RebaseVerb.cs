using System.CommandLine;
using Segue.Authoring;
using Segue.Cli.Output;
using Segue.Revisions;
using Segue.Sql;

namespace Segue.Cli.Commands;

sealed class RebaseVerb : Verb
{
    readonly Argument<string?> _revision = new("revision")
    {
        Description = "A revision or the label of the branch to move. Default: of two heads, the one that no database has.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    readonly Option<string?> _onto = new("--onto")
    {
        Description = "What it is to stand on. Default: the other head.",
        HelpName = "REVISION",
    };

    readonly Option<bool> _renumber = new("--renumber")
    {
        Description = "Gives what moves the next numbers: ids, names of files, and all that names them.",
    };

    readonly Option<bool> _dryRun = new("--dry-run")
    {
        Description = "Shows what would change in the files, and changes nothing.",
    };

    readonly Option<string[]> _withoutAsking = new("--without-asking")
    {
        Description = "An environment that is not asked whether it has the revisions: you know that it has not. May be repeated.",
        HelpName = "ENVIRONMENT",
    };

    public RebaseVerb()
        : base("rebase", "Lets a branch that no database has yet stand on the other head, so that there is one again.")
    {
        Add(_revision);
        Add(_onto);
        Add(_renumber);
        Add(_dryRun);
        Add(_withoutAsking);
        AddConnectionOptions();
    }

    public override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        var project = await call.OwnProjectAsync(cancellationToken);
        var graph = project.Graph;
        var branch = call.Value(_revision) is { } named ? await call.ResolveAsync(project, named, cancellationToken) : null;
        var onto = call.Value(_onto) is { } target ? await call.ResolveAsync(project, target, cancellationToken) : null;
        var candidates = Candidates(graph, branch, onto);
        if (candidates.Count == 0)
            return branch is null || onto is null ? Nothing(call, graph) : throw Below(branch, onto);

        var databases = await AskAsync(call, project, cancellationToken);
        var chosen = RebaseChoice.Of(graph, candidates, [.. databases.Answers.Select(answer => answer.Revisions)]);
        var rebase = await Rebase.PlanAsync(project, chosen.Branch, chosen.Onto, call.Value(_renumber), cancellationToken);
        Refuse(databases.Problems.Concat(databases.Answers.SelectMany(answer => Applied(answer, rebase))));
        if (rebase.Edits.Count == 0)
            return Nothing(call, graph);
        if (!call.Value(_dryRun))
            await rebase.ApplyAsync(cancellationToken);
        Answer(call, rebase, [.. databases.Answers.Select(answer => answer.Environment)]);
        return 0;
    }

    static SegueException Below(RevisionHeader branch, RevisionHeader onto) => new(
        Failure.Graph, $"'{branch.Id}' cannot stand on '{onto.Id}', which {(branch.Id == onto.Id ? "it is" : "stands on it")}.")
    {
        State = "no file was touched",
        Next = "name a revision of another branch with --onto",
    };

    static IReadOnlyList<(RevisionHeader Branch, RevisionHeader Onto)> Candidates(RevisionGraph graph, RevisionHeader? branch, RevisionHeader? onto) =>
    [
        .. from moving in branch is null ? graph.Heads : [branch]
           from place in onto is null ? graph.Heads : [onto]
           where Rebase.MovedOf(graph, moving, place).Count > 0
           select (moving, place),
    ];

    async Task<(IReadOnlyList<(string Environment, IReadOnlySet<string> Revisions)> Answers, IReadOnlyList<Problem> Problems)> AskAsync(
        Call call, Project project, CancellationToken cancellationToken)
    {
        var passedOver = call.Value(_withoutAsking) ?? [];
        string[] environments = [.. call.Workspace.Settings.Environments.Keys, call.Workspace.Environment];
        if (Array.Find(passedOver, name => !environments.Contains(name, StringComparer.OrdinalIgnoreCase)) is { } unknown)
            throw new SegueException(Failure.Usage, $"There is no environment '{unknown}' (--without-asking).") { Next = Suggestion.For(unknown, environments) };
        var problems = new List<Problem>();
        var answers = new List<(string, IReadOnlySet<string>)>();
        foreach (var known in await KnownDatabase.AllAsync(call, passedOver, problems, cancellationToken))
        {
            if (await known.RevisionsAsync(project, problems, cancellationToken) is { } revisions)
                answers.Add((known.Environment, revisions));
        }
        if (answers.Count == 0 && problems.Count == 0)
            call.Terminal.Message(MessageKind.Warning, passedOver.Length > 0 ? $"no database was asked: not {string.Join(", ", passedOver)}, as you said" : "no database was asked: none is known");
        return (answers, problems);
    }

    static IEnumerable<Problem> Applied((string Environment, IReadOnlySet<string> Revisions) answer, Rebase rebase)
    {
        var applied = rebase.Moved.Select(header => header.Id).Where(answer.Revisions.Contains).ToList();
        if (applied.Count > 0)
            yield return new("applied", $"{answer.Environment} has {string.Join(", ", applied)}");
    }

    static void Refuse(IEnumerable<Problem> problems)
    {
        if (problems.ToList() is { Count: > 0 } several)
        {
            throw new SegueException(Failure.Graph, "Only what no database has can be moved.")
            {
                Problems = several,
                State = "no file was touched",
                Next = "move the other branch, take the revisions back with segue downgrade, or join the heads with segue merge heads",
            };
        }
    }

    static int Nothing(Call call, RevisionGraph graph)
    {
        call.Answer(RebaseDocument.Nothing(graph.Heads.Select(head => head.Id)), static documents => documents.RebaseDocument, static _ => { });
        call.Terminal.Message(MessageKind.News, "nothing has to move");
        return 0;
    }

    void Answer(Call call, Rebase rebase, IReadOnlyList<string> asked)
    {
        var isDryRun = call.Value(_dryRun);
        var document = new RebaseDocument(
            rebase.Onto.Id, [.. rebase.Moved.Select(header => header.Id)], rebase.Heads, asked, isDryRun, [.. rebase.Edits.Select(RebaseDocument.FileLine.Of)]);
        call.Answer(document, static documents => documents.RebaseDocument, terminal =>
        {
            foreach (var file in document.Files)
            {
                terminal.Line(file.File == file.NewFile ? file.File : $"{file.File} -> {file.NewFile}");
                foreach (var line in file.Lines)
                {
                    if (line.Before is not null)
                        terminal.Line("  < " + line.Before);
                    terminal.Line("  > " + line.After);
                }
            }
            var whom = asked.Count > 0 ? $"; asked: {string.Join(", ", asked)}" : "";
            terminal.Message(MessageKind.News, $"{document.Moved.Count} revision{(document.Moved.Count == 1 ? "" : "s")} {(isDryRun ? "would stand" : document.Moved.Count == 1 ? "stands" : "stand")} on {document.Onto}{whom}");
            if (document.Heads.Count > 1)
                terminal.Message(MessageKind.News, $"there {(isDryRun ? "would still be" : "are still")} several heads: {string.Join(", ", document.Heads)}");
        });
    }
}
