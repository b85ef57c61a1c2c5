using System.CommandLine;
using System.Globalization;
using Segue.Cli.Output;
using Segue.Sql;
using Segue.Transfer;

namespace Segue.Cli.Commands;

sealed class ExportVerb : Verb
{
    readonly Argument<string> _relation = new("relation") { Description = "A table or view, with its schema if it needs one." };
    readonly Argument<string> _file = new("file") { Description = "The CSV file to write; one that is there is replaced when the new one is whole." };

    public ExportVerb()
        : base("export", "Writes a table or view into a CSV file.")
    {
        Add(_relation);
        Add(_file);
        AddConnectionOptions();
    }

    public override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        var relation = QualifiedName.Parse(call.Value(_relation)!);
        var file = Path.GetFullPath(call.Value(_file)!, call.Surroundings.Folder);
        if (Path.GetDirectoryName(file) is { } folder && !Directory.Exists(folder))
            throw new SegueException(Failure.Usage, $"There is no folder {folder} to write {Path.GetFileName(file)} into.") { State = "nothing was written" };
        await using var database = await call.DatabaseAsync(cancellationToken);
        var bytes = await CsvExport.RunAsync(database, relation, file, cancellationToken);
        call.Answer(new ExportDocument(file, bytes), static documents => documents.ExportDocument, terminal =>
            terminal.Message(MessageKind.News, string.Create(CultureInfo.InvariantCulture, $"{relation} into {file}: {bytes:N0} bytes")));
        return 0;
    }
}
