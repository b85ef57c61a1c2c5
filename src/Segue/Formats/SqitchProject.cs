using Segue.Revisions;

namespace Segue.Formats;

/// <summary>Where a Sqitch project keeps its plan and its scripts.</summary>
/// <param name="Plan">sqitch.plan, absolute; it need not exist.</param>
/// <param name="Top">The folder of <c>deploy</c>, <c>revert</c> and <c>verify</c>, absolute.</param>
sealed record SqitchProject(string Plan, string Top)
{
    const string Deploy = "deploy";

    /// <summary>As sqitch.conf says, if there is one.</summary>
    public static SqitchProject Of(string folder)
    {
        var settings = Settings(Path.Combine(folder, "sqitch.conf"));
        var top = Path.GetFullPath(settings.GetValueOrDefault("top_dir") ?? ".", folder);
        var plan = settings.GetValueOrDefault("plan_file") is { } named ? Path.GetFullPath(named, folder) : Path.Combine(top, "sqitch.plan");
        return new(plan, Path.TrimEndingDirectorySeparator(top));
    }

    /// <summary>A script of a change, absolute; it need not exist.</summary>
    /// <param name="kind"><c>deploy</c>, <c>revert</c> or <c>verify</c>.</param>
    /// <param name="change">An earlier form of a reworked one lies in a file that is named after a tag.</param>
    public string Script(string kind, SqitchChange change)
    {
        // The first of the tags with a deploy script names the others too.
        var tag = change.ReworkTags.FirstOrDefault(one => File.Exists(Named(Deploy, change.Name, one))) ?? change.ReworkTags.FirstOrDefault();
        return Named(kind, change.Name, tag);
    }

    /// <summary>The script that verifies what another one deploys; it need not exist.</summary>
    public static FilePlace? Verify(RevisionHeader header) => Sibling(new(header.File, header.Path), "verify");

    /// <summary>The script of another kind that belongs to a deploy script; null: that lies in no folder <c>deploy</c>.</summary>
    public static FilePlace? Sibling(FilePlace deploy, string kind)
    {
        string? Replaced(string path)
        {
            var parts = path.Split('/', '\\');
            var at = Array.LastIndexOf(parts, Deploy);
            if (at < 0)
                return null;
            parts[at] = kind;
            return string.Join('/', parts);
        }
        return Replaced(deploy.Path) is { } path ? new(Replaced(deploy.File) ?? path, path) : null;
    }

    string Named(string kind, string name, string? tag) => Path.Combine([Top, kind, .. (name + (tag is null ? "" : "@" + tag) + ".sql").Split('/')]);

    /// <summary>Those of <c>[core]</c>, and over them those of <c>[engine "pg"]</c>.</summary>
    static Dictionary<string, string> Settings(string file)
    {
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (!File.Exists(file))
            return settings;
        var isOurs = false;
        foreach (var line in File.ReadLines(file).Select(line => line.Trim()))
        {
            if (line is ['[', ..])
                isOurs = line is "[core]" or "[engine \"pg\"]";
            else if (isOurs && line is not ("" or ['#' or ';', ..]) && line.IndexOf('=', StringComparison.Ordinal) is > 0 and var sign)
                settings[line[..sign].Trim()] = line[(sign + 1)..].Trim().Trim('"');
        }
        return settings;
    }
}
