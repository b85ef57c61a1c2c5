using System.CommandLine;
using Segue.Sql;
using Segue.Transfer;

namespace Segue.Cli.Commands;

sealed class ImportVerb : Verb
{
    readonly Argument<string> _table = new("table") { Description = "The table, with its schema if it needs one." };
    readonly Argument<string> _file = new("file") { Description = "A CSV file; its first line names the columns." };
    readonly RunningOptions _running = new();

    public ImportVerb()
        : base("import", "Loads a CSV file into a table, all of it or nothing.")
    {
        Add(_table);
        Add(_file);
        _running.AddTo(this);
        AddConnectionOptions();
    }

    public override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        var project = await call.ProjectAsync(cancellationToken);
        var table = QualifiedName.Parse(call.Value(_table)!);
        var file = Path.GetFullPath(call.Value(_file)!, call.Surroundings.Folder);
        await using var database = await call.DatabaseAsync(cancellationToken);
        return await Carrying.OutAsync(
            call, _running.Of(call), $"loaded {Path.GetFileName(file)}:", told => CsvImport.RunAsync(project, database, table, file, told, cancellationToken));
    }
}
