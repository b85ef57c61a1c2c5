using System.CommandLine;
using System.Globalization;
using Segue.Cli.Output;
using Segue.Running;

namespace Segue.Cli.Commands;

sealed class MarkVerb : Verb
{
    readonly Argument<string?> _name = new("name") { Description = "Of the mark; without it, the marks are listed.", Arity = ArgumentArity.ZeroOrOne };
    readonly RunningOptions _running = new();

    public MarkVerb()
        : base("mark", "Notes the applied set under a name, to go back to.")
    {
        Add(_name);
        _running.AddTo(this);
        AddConnectionOptions();
    }

    public override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        var project = await call.ProjectAsync(cancellationToken);
        await using var database = await call.DatabaseAsync(cancellationToken);
        var marks = call.Value(_name) is { } name
            ? [await Marks.MakeAsync(project, database, name, _running.Of(call), cancellationToken)]
            : await Marks.ListAsync(project, database, cancellationToken);
        var document = new MarksDocument([.. marks.Select(MarkLine.Of)]);
        call.Answer(document, static documents => documents.MarksDocument, terminal =>
        {
            var table = new Table("mark", "made", "by", "revisions");
            foreach (var mark in document.Marks)
                table.Add(mark.Name, mark.MadeAt.ToString("u", CultureInfo.InvariantCulture), mark.MadeBy, mark.Revisions.Count.ToString(CultureInfo.InvariantCulture));
            terminal.Show(table);
        });
        return 0;
    }
}
