using System.Globalization;
using System.Text;
using Segue.Revisions;

namespace Segue.Authoring;

/// <summary>A revision that is about to be written.</summary>
public sealed record NewRevision
{
    /// <summary>The folder it goes to, absolute; made if it does not exist.</summary>
    public required string Folder { get; init; }

    /// <summary>The file in the folder, with <c>/</c> between further folders, without extension.</summary>
    public required string Name { get; init; }

    /// <summary>Of the file. Default: <c>.sql</c>.</summary>
    public string Extension { get; init; } = ".sql";

    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The template. Default: that of a revision.</summary>
    public TemplateKind Kind { get; init; }

    /// <summary>Ids of the parents; none: a base.</summary>
    public IReadOnlyList<string> Revises { get; init; } = [];

    /// <summary>Ids of what must be applied before.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];

    /// <summary>The labels of the branch that begins here.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>What it does, in a few words; as a sentence, the first line of the docstring.</summary>
    public required string Message { get; init; }

    /// <summary>When it is written, in the zone of the project.</summary>
    public required DateTimeOffset WrittenAt { get; init; }

    /// <summary>The project's folder of templates, absolute; null: all built in.</summary>
    public string? Templates { get; init; }

    /// <summary>The file.</summary>
    public string Path => System.IO.Path.GetFullPath(Name + Extension, Folder);

    /// <summary>Writes the file, reads it again, and takes it away again if it does not say what was asked for. An existing one is never written over.</summary>
    /// <param name="revision">What to write.</param>
    /// <param name="project">What it comes to.</param>
    /// <param name="cancellationToken">Stops it; nothing is left behind.</param>
    /// <returns>Its header.</returns>
    /// <exception cref="SegueException">
    /// <see cref="Failure.Usage"/>: there is a file of this name, a name may not be, or the template cannot be used; <see cref="Failure.Graph"/>: it does not fit in.
    /// </exception>
    public static async Task<RevisionHeader> WriteAsync(NewRevision revision, Project project, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(revision);
        ArgumentNullException.ThrowIfNull(project);
        foreach (var objection in revision.Labels.Prepend(revision.Id).Select(RevisionName.Objection).OfType<string>())
            throw new SegueException(Failure.Usage, $"No revision can be written: {objection}.") { State = "nothing was written" };

        var template = Authoring.Templates.FileName(revision.Kind, revision.Extension);
        var text = revision.Fill(await Authoring.Templates.ReadAsync(revision.Templates, template, cancellationToken).ConfigureAwait(false));
        if (File.Exists(revision.Path))
            throw new SegueException(Failure.Usage, $"{revision.Path} is there already.") { State = "nothing was written" };
        var made = revision.MissingFolders();
        var isOurs = false;
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(revision.Path)!);
            using (var file = File.OpenHandle(revision.Path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, FileOptions.Asynchronous))
            {
                isOurs = true;
                await RandomAccess.WriteAsync(file, Encoding.UTF8.GetBytes(text), 0, cancellationToken).ConfigureAwait(false);
            }
            var problems = new List<Problem>();
            return await CheckAsync(revision, project, problems, cancellationToken).ConfigureAwait(false) is { } header && problems.Count == 0
                ? header
                : throw new SegueException(Failure.Graph, $"The file that template {template} made does not say what was asked for.")
                {
                    Problems = problems,
                    State = "the file was taken away again",
                };
        }
        catch
        {
            if (isOurs)
                File.Delete(revision.Path);
            foreach (var folder in made.Where(folder => Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any()))
                Directory.Delete(folder);
            throw;
        }
    }

    /// <summary>Reads the file that was written, and whether it says what was asked for and fits in.</summary>
    /// <param name="revision">What was asked for.</param>
    /// <param name="project">As it was before.</param>
    /// <param name="problems">All that is wrong is added here.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>Its header; null where nothing can be made of it.</returns>
    public static async Task<RevisionHeader?> CheckAsync(
        NewRevision revision, Project project, ICollection<Problem> problems, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(revision);
        ArgumentNullException.ThrowIfNull(project);
        var shown = System.IO.Path.GetRelativePath(project.Root, revision.Path).Replace('\\', '/');
        var file = await RevisionFile.ReadAsync(revision.Path, shown, project.Variables, problems, cancellationToken).ConfigureAwait(false);
        if (file?.Header is not { } header)
            return null;
        Compare("revision", [revision.Id], [header.Id]);
        Compare("revises", revision.Revises, header.Revises);
        Compare("depends-on", revision.DependsOn, header.DependsOn);
        Compare("labels", revision.Labels, header.Labels);
        Compare("repeatable", revision.Kind is TemplateKind.Repeatable ? ["yes"] : [], header.IsRepeatable ? ["yes"] : []);
        if (problems.Count == 0)
            RevisionGraph.Of([.. project.Revisions.Headers, header], problems);
        return header;

        void Compare(string key, IReadOnlyList<string> asked, IReadOnlyList<string> said)
        {
            if (!asked.SequenceEqual(said, StringComparer.Ordinal))
            {
                problems.Add(new("not-as-asked", $"'{key}' is '{string.Join(", ", said)}' and not '{string.Join(", ", asked)}'")
                {
                    Location = header.IdLocation,
                    Remedy = $"the template needs a line '{(revision.Extension == ".cs" ? "//" : "--")} {key}: {(key switch { "revision" => "${id}", "repeatable" => "yes", _ => $"${{{key}}}" })}'",
                });
            }
        }
    }

    /// <summary>The innermost first.</summary>
    List<string> MissingFolders()
    {
        var missing = new List<string>();
        for (var folder = System.IO.Path.GetDirectoryName(Path); folder is not null && !Directory.Exists(folder); folder = System.IO.Path.GetDirectoryName(folder))
            missing.Add(folder);
        return missing;
    }

    string Fill(string template)
    {
        (string Token, string Value)[] header =
        [
            ("${id}", Id),
            ("${revises}", string.Join(", ", Revises)),
            ("${depends-on}", string.Join(", ", DependsOn)),
            ("${labels}", string.Join(", ", Labels)),
        ];
        var message = Message.ReplaceLineEndings(" ").Trim();
        (string Token, string Value)[] all =
        [
            .. header,
            ("${title}", Sentence(message)),
            ("${message}", message),
            ("${date}", WrittenAt.ToString("yyyy-MM-dd HH:mm:sszzz", CultureInfo.InvariantCulture)),
        ];
        var lines = template.Split('\n')
            .Where(line => !Array.Exists(header, pair => pair.Value.Length == 0 && line.Contains(pair.Token, StringComparison.Ordinal)))
            .Select(line => all.Aggregate(line, (filled, pair) => filled.Replace(pair.Token, pair.Value, StringComparison.Ordinal)));
        return string.Join('\n', lines);
    }

    static string Sentence(string line) =>
        line.Length == 0 ? "" : char.ToUpperInvariant(line[0]) + line[1..] + (char.IsPunctuation(line[^1]) ? "" : ".");
}
