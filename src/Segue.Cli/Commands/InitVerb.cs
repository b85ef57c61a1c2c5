using System.CommandLine;
using System.Text.Json;
using Segue.Authoring;
using Segue.Cli.Output;
using Segue.Cli.Settings;

namespace Segue.Cli.Commands;

sealed class InitVerb : Verb
{
    const string Versions = "versions";
    const string ReadMe = Versions + "/README.md";

    readonly Argument<string> _folder = new("folder")
    {
        Description = "Where to; made if it does not exist.",
        DefaultValueFactory = _ => ".",
    };

    readonly Option<bool> _templates = new("--templates")
    {
        Description = "Writes the templates of new revisions too, to be changed; also into a project that is there already.",
    };

    public InitVerb()
        : base("init", "Writes a segue.json and a folder for revisions.")
    {
        Add(_folder);
        Add(_templates);
    }

    public override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        var folder = Path.GetFullPath(call.Value(_folder)!, call.Surroundings.Folder);
        var withTemplates = call.Value(_templates);
        var isNew = !(withTemplates && File.Exists(Path.Combine(folder, Workspace.FileName)));
        var templates = isNew ? null : Workspace.Find(call.Surroundings, folder, null).Settings.Templates;

        var files = new Dictionary<string, string>();
        if (isNew)
        {
            files[Workspace.FileName] = Settings(Path.GetFileName(folder) is { Length: > 0 } own ? own : "default", withTemplates);
            // One that is there speaks of this folder already.
            if (!File.Exists(Path.Combine(folder, ReadMe)))
                files[ReadMe] = Words;
        }
        if (withTemplates)
        {
            foreach (var (name, text) in Templates.BuiltIn.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                files[$"{(templates ?? "templates").TrimEnd('/')}/{name}"] = text;
        }

        if (files.Keys.Where(file => Path.Exists(Path.Combine(folder, file))).ToList() is { Count: > 0 } there)
            throw new SegueException(Failure.Usage, $"{folder} has {string.Join(", ", there)} already.") { State = "nothing was written" };
        foreach (var (file, text) in files)
        {
            var path = Path.Combine(folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, text, cancellationToken);
        }
        if (isNew)
            Directory.CreateDirectory(Path.Combine(folder, Versions));

        call.Answer(new InitDocument(folder, [.. files.Keys]), static documents => documents.InitDocument, terminal =>
        {
            foreach (var file in files.Keys)
                terminal.Line(Path.Combine(folder, file));
            terminal.Message(MessageKind.News, isNew ? "next: segue revision -m \"what it does\""
                : templates is null ? $"next: \"templates\": \"templates\" in {Workspace.FileName}" : "next: change them");
        });
        return 0;
    }

    const string Words =
        """
        # Revisions

        One file is one step of the database's schema. `segue revision -m "what it does"` writes the next one, `segue history` lists them, `segue status` says
        which of them a database has, `segue upgrade head` applies those it does not have.

        An applied file is not edited any more: write a new revision. `segue check` tells before anything is run.

        """;

    static string Settings(string project, bool withTemplates) =>
        $$"""
        {
          // Part of the key of the lock that lets a single runner in: the same wherever this project is checked out.
          "project": "{{JsonEncodedText.Encode(project)}}",
          "versions": ["{{Versions}}"],
        {{(withTemplates ? "  \"templates\": \"templates\",\n" : "")}}  "environments": {
            // Secrets do not belong here: SEGUE__CONNECTION, user secrets, DATABASE_URL or PGHOST and its like say where the server is.
            "Development": {}
          }
        }

        """;
}
