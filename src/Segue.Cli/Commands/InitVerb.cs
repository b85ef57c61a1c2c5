using System.CommandLine;
using System.Text.Json;
using Segue.Cli.Output;
using Segue.Cli.Settings;

namespace Segue.Cli.Commands;

sealed class InitVerb : Verb
{
    readonly Argument<string> _folder = new("folder")
    {
        Description = "Where to; made if it does not exist.",
        DefaultValueFactory = _ => ".",
    };

    public InitVerb()
        : base("init", "Writes a segue.json and an empty folder for revisions.") =>
        Add(_folder);

    public override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        var folder = Path.GetFullPath(call.Value(_folder)!, call.Surroundings.Folder);
        var settings = Path.Combine(folder, Workspace.FileName);
        if (File.Exists(settings))
            throw new SegueException(Failure.Usage, $"There is a {Workspace.FileName} in {folder} already; nothing was written.");

        var versions = Path.Combine(folder, "versions");
        Directory.CreateDirectory(versions);
        var name = JsonEncodedText.Encode(Path.GetFileName(folder) is { Length: > 0 } own ? own : "default");
        await File.WriteAllTextAsync(settings, Text(name), cancellationToken);

        call.Answer(new InitDocument(folder, [Workspace.FileName, "versions/"]), static documents => documents.InitDocument, terminal =>
        {
            terminal.Line(settings);
            terminal.Message(MessageKind.News, "next: segue revision -m \"what it does\"");
        });
        return 0;
    }

    static string Text(JsonEncodedText name) =>
        $$"""
        {
          // Part of the key of the lock that lets a single runner in: the same wherever this project is checked out.
          "project": "{{name}}",
          "versions": ["versions"],
          "environments": {
            // Secrets do not belong here: SEGUE__CONNECTION, user secrets, DATABASE_URL or PGHOST and its like say where the server is.
            "Development": {}
          }
        }

        """;
}
