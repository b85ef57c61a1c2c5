using System.CommandLine;
using Segue.Cli.Output;
using Segue.Revisions;

namespace Segue.Cli.Commands;

sealed class ShowVerb : Verb
{
    readonly Argument<string> _revision = new("revision") { Description = "Its id, the beginning of it, a label, head, label@head, current, -1." };

    public ShowVerb()
        : base("show", "Shows a revision: its header, docstring and statements.")
    {
        Add(_revision);
        AddConnectionOptions();
    }

    public override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        var project = await call.ProjectAsync(cancellationToken);
        var graph = project.Graph;
        var header = await call.ResolveFileAsync(project, call.Value(_revision)!, cancellationToken);
        var problems = new List<Problem>();
        RevisionFile? file;
        try
        {
            file = await RevisionFile.ReadAsync(header, call.Variables, problems, cancellationToken);
        }
        catch (SegueException) when (header is { Format: not null, Checksum: not null })
        {
            // What only the tool itself can tell does not keep back what the header says.
            Answer(call, new(RevisionLine.Of(header, graph), header.Checksum.Text, null, [], []));
            throw;
        }
        if (file is null)
            throw new SegueException(Failure.Usage, $"{header.File} cannot be read.") { Problems = problems };

        if (header.IsCode)
            return await ShowCodeAsync(call, project, file, cancellationToken);
        var statements = Enum.GetValues<RevisionSection>().SelectMany(section => file.Body[section].Select(statement => Line(section, statement))).ToList();
        var document = new ShowDocument(
            RevisionLine.Of(header, graph), file.Checksum.Text, file.Body.Irreversible, statements, [.. problems.Select(ProblemLine.Of)]);
        Answer(call, document);
        foreach (var problem in problems)
            call.Terminal.Message(MessageKind.Error, problem.ToString());
        return problems.Count == 0 ? 0 : (int)Failure.Usage;
    }

    /// <summary>A C# file is asked what it would do; its questions stay without an answer.</summary>
    static async Task<int> ShowCodeAsync(Call call, Project project, RevisionFile file, CancellationToken cancellationToken)
    {
        var sections = await ForeseenSection.OfAsync(project, file.Header, cancellationToken);
        var lines = sections.SelectMany(section => section.Steps.Select(step => Line(section.Direction, step.Source ?? default, Text(step)))
            .Concat(section.AskedAt is { } asked ? [Line(section.Direction, asked, "asks the database; what follows cannot be foreseen")] : []));
        var irreversible = sections.Select(section => section.Irreversible).FirstOrDefault(reason => reason is not null);
        var document = new ShowDocument(RevisionLine.Of(file.Header, project.Graph), file.Checksum.Text, irreversible, [.. lines], []);
        Answer(call, document);
        return 0;
    }

    static string Text(Step step) => step.Work switch
    {
        Work.Sql { Statement: var statement } => statement.Map?.Written ?? statement.Text,
        _ => step.Why,
    };

    static StatementLine Line(Direction direction, SourceLocation at, string text) =>
        new(direction switch { Direction.Up => "upgrade", Direction.Down => "downgrade", _ => "run" }, at.Line, at.Column, text);

    static StatementLine Line(RevisionSection section, RevisionStatement statement) =>
        new(section.ToString().ToLowerInvariant(), statement.Statement.Location.Line, statement.Statement.Location.Column, statement.Statement.Map?.Written ?? statement.Statement.Text);

    static void Answer(Call call, ShowDocument document) => call.Answer(document, static documents => documents.ShowDocument, terminal => Text(terminal, document));

    static void Text(Terminal terminal, ShowDocument document)
    {
        foreach (var line in document.Revision.Lines())
            terminal.Line(line);
        terminal.Line();
        foreach (var section in document.Statements.GroupBy(statement => statement.Section))
        {
            terminal.Line(section.Key);
            foreach (var statement in section)
                terminal.Line($"{statement.Line,6}  {statement.Summary}");
        }

        if (document.Irreversible is not null)
            terminal.Line("irreversible because " + document.Irreversible);
    }
}
