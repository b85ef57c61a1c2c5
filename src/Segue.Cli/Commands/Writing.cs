using Segue.Authoring;
using Segue.Cli.Settings;
using Segue.Revisions;

namespace Segue.Cli.Commands;

/// <summary>The way of every new revision: id, folder and name by the settings, the file, the hooks, the answer.</summary>
static class Writing
{
    /// <summary>What it is called and where it goes.</summary>
    /// <param name="call">Tells the settings.</param>
    /// <param name="project">All revisions.</param>
    /// <param name="kind">The template.</param>
    /// <param name="message">What it does.</param>
    /// <param name="id"><c>--rev-id</c>.</param>
    /// <param name="parent">Whose folder it goes to; null: a base.</param>
    /// <param name="folder"><c>--version-path</c>.</param>
    public static NewRevision Draft(Call call, Project project, TemplateKind kind, string message, string? id, RevisionHeader? parent, string? folder)
    {
        var settings = call.Workspace.Settings;
        var slug = Slug.Of(message, settings.SlugLength);
        var isRandom = settings.RevisionIds is RevisionIds.Random && kind is not TemplateKind.Repeatable;
        id ??= kind is TemplateKind.Repeatable ? slug
            : isRandom ? RevisionId.Random(project.Revisions.Headers)
            : RevisionId.Next(project.Revisions.Headers, slug);
        var name = FileNameTemplate.Parse(settings.FileTemplate ?? (isRandom ? "{rev}_{slug}" : "{rev}"));
        var now = TimeZoneInfo.ConvertTime(call.Surroundings.Time.GetUtcNow(), Zone(settings.Timezone));
        return new()
        {
            Id = id,
            Folder = Folder(call, project, parent, folder, name.HasFolders),
            Name = name.Fill(id, slug, now),
            Kind = kind,
            Message = message,
            WrittenAt = now,
            Templates = settings.Templates is null ? null : Path.GetFullPath(settings.Templates, project.Root),
        };
    }

    /// <summary>Writes it, runs the hooks, and answers.</summary>
    public static async Task<int> WriteAsync(Call call, Project project, NewRevision revision, CancellationToken cancellationToken)
    {
        await NewRevision.WriteAsync(revision, project, cancellationToken);
        var file = Path.GetRelativePath(call.Surroundings.Folder, revision.Path);
        if (call.Workspace.Settings.PostWriteHooks is [.., var last])
        {
            await PostWriteHooks.RunAsync(call, revision.Path, cancellationToken);
            var problems = new List<Problem>();
            await NewRevision.CheckAsync(revision, project, problems, cancellationToken);
            if (problems.Count > 0)
                throw PostWriteHooks.Failed(last, "or one before it changed what the file says", revision.Path, problems);
        }

        var document = new RevisionDocument(revision.Id, revision.Revises, revision.DependsOn, revision.Labels, file);
        call.Answer(document, static documents => documents.RevisionDocument, terminal => terminal.Line(file));
        return 0;
    }

    static string Folder(Call call, Project project, RevisionHeader? parent, string? asked, bool namesFolders)
    {
        var locations = call.Workspace.Settings.Versions.Select(text => VersionLocation.Parse(text, project.Root)).ToList();
        if (locations.Count == 0)
            throw new SegueException(Failure.Usage, "'versions' names no folder.") { State = "nothing was written" };
        var folder = parent is null ? locations[0].Folder : Path.GetDirectoryName(parent.Path)!;
        if (asked is not null)
        {
            string[] meanings = [Path.GetFullPath(asked, call.Surroundings.Folder), Path.GetFullPath(asked, project.Root)];
            folder = Array.Find(meanings, meaning => locations.Exists(one => one.Holds(meaning))) ?? throw new SegueException(Failure.Usage, $"'{asked}' is none of the folders of revisions.")
            {
                State = "nothing was written",
                Next = $"name one of {string.Join(", ", call.Workspace.Settings.Versions)}, or add it to 'versions' in {Workspace.FileName}",
            };
        }

        var location = locations.Find(one => one.Holds(folder)) ?? locations[0];
        if (!namesFolders)
            return folder;
        if (!location.IsRecursive)
        {
            throw new SegueException(Failure.Usage, "'fileTemplate' makes folders, and the folder it makes them in is read without them.")
            {
                State = "nothing was written",
                Next = $"write \"{Path.GetRelativePath(project.Root, location.Folder).Replace('\\', '/')}/**\" under 'versions' in {Workspace.FileName}",
            };
        }
        return location.Folder;
    }

    static TimeZoneInfo Zone(string name)
    {
        if (name.Equals("UTC", StringComparison.OrdinalIgnoreCase))
            return TimeZoneInfo.Utc;
        try
        {
            return TimeZoneInfo.FindSystemTimeZoneById(name);
        }
        catch (Exception unknown) when (unknown is TimeZoneNotFoundException or InvalidTimeZoneException)
        {
            throw new SegueException(Failure.Usage, $"There is no time zone '{name}' on this machine.")
            {
                State = "nothing was written",
                Next = $"correct 'timezone' in {Workspace.FileName}: UTC, or a name such as Europe/Berlin",
            };
        }
    }
}
