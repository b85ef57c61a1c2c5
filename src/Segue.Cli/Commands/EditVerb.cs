using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using Segue.Cli.Output;
using Segue.Revisions;

namespace Segue.Cli.Commands;

sealed class EditVerb : Verb
{
    readonly Argument<string> _revision = new("revision") { Description = "Its id, the beginning of it, a label, head, label@head, current, -1." };

    public EditVerb()
        : base("edit", "Opens the file of a revision in $VISUAL or $EDITOR, and checks it afterwards.")
    {
        Add(_revision);
        AddConnectionOptions();
    }

    public override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        var project = await call.ProjectAsync(cancellationToken);
        var header = await FindAsync(call, project, call.Value(_revision)!, cancellationToken);
        await OpenAsync(call, header.Path, cancellationToken);

        var after = await call.ProjectAsync(cancellationToken);
        var problems = new List<Problem>();
        await RevisionFile.ReadAsync(header, call.Variables, problems, cancellationToken);
        problems.RemoveAll(after.Revisions.Problems.Contains);
        var document = new EditDocument(header.Id, header.File, [.. after.Revisions.Problems.Concat(problems).Select(ProblemLine.Of)]);
        call.Answer(document, static documents => documents.EditDocument, terminal => terminal.Line(header.File));
        foreach (var problem in after.Revisions.Problems.Concat(problems))
            call.Terminal.Message(MessageKind.Error, problem.ToString());
        return after.Revisions.Problems.Count > 0 ? (int)Failure.Graph : problems.Count > 0 ? (int)Failure.Usage : 0;
    }

    // Not by the project's graph, which has no problems: they are to be repaired here.
    static async Task<RevisionHeader> FindAsync(Call call, Project project, string text, CancellationToken cancellationToken)
    {
        var graph = project.Revisions.Graph;
        if (graph.Repeatables.FirstOrDefault(one => one.Id == text) is { } repeatable)
            return repeatable;
        var target = RevisionTarget.Parse(text);
        return graph.Resolve(target, await call.AppliedAsync(project, target.NeedsApplied, cancellationToken));
    }

    static async Task OpenAsync(Call call, string file, CancellationToken cancellationToken)
    {
        var editor = call.Surroundings.Variable("VISUAL") ?? call.Surroundings.Variable("EDITOR");
        if (editor is null || CommandWords.Of(editor) is not [var program, .. var words])
        {
            throw new SegueException(Failure.Usage, "No editor is named.")
            {
                State = "nothing was opened",
                Next = "set VISUAL or EDITOR to a program that waits until the file is closed: EDITOR=nano, VISUAL=\"code --wait\"",
            };
        }
        using var process = Start(program, [.. words, file], editor);
        await process.WaitForExitAsync(cancellationToken);
        if (process.ExitCode != 0)
            throw new SegueException(Failure.Error, $"The editor '{editor}' ended with exit code {process.ExitCode}.") { State = "the file is as the editor left it" };
    }

    static Process Start(string program, IEnumerable<string> words, string editor)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, words))!;
        }
        catch (Win32Exception missing)
        {
            throw new SegueException(Failure.Error, $"The editor '{editor}' cannot be started: {missing.Message}.")
            {
                State = "nothing was opened",
                Next = "set VISUAL or EDITOR to a program that is installed",
            };
        }
    }
}
