namespace Segue.Formats;

/// <summary>Where an Alembic project keeps its revisions, and the file that says so.</summary>
/// <param name="Configuration">alembic.ini or pyproject.toml, absolute; null: none was found, and only the graph can be read.</param>
/// <param name="Versions">The folders, absolute.</param>
/// <param name="IsRecursive">Folders in them count too.</param>
sealed record AlembicProject(string? Configuration, IReadOnlyList<string> Versions, bool IsRecursive)
{
    const int MostLevelsUp = 4;
    const string Ini = "alembic.ini";
    const string Toml = "pyproject.toml";

    /// <summary>The project that a folder is: its root, the folder of env.py, or the one of the revisions; null: it is none of these.</summary>
    public static AlembicProject? Find(string folder)
    {
        if (Configured(folder) is { } own)
            return own;
        var versions = Path.Combine(folder, "versions");
        if (!File.Exists(Path.Combine(folder, "env.py")) || !Directory.Exists(versions))
        {
            if (!HoldsRevisions(folder))
                return null;
            versions = folder;
        }
        var above = Path.GetDirectoryName(folder);
        for (var level = 0; above is not null && level < MostLevelsUp; level++, above = Path.GetDirectoryName(above))
        {
            if (Configured(above) is { } project && project.Versions.Contains(versions, StringComparer.Ordinal))
                return project;
        }
        return new(null, [versions], false);
    }

    /// <summary>The modules of the revisions, folder after folder, each in the order of its names.</summary>
    public IEnumerable<string> Modules() => Versions.Where(Directory.Exists).SelectMany(versions =>
        Directory.GetFiles(versions, "*.py", IsRecursive ? SearchOption.AllDirectories : SearchOption.TopDirectoryOnly)
            .Where(path => Path.GetFileName(path) is not ("__init__.py" or ['.', ..]))
            .Order(StringComparer.Ordinal));

    static bool HoldsRevisions(string folder) => Beginnings.Of(folder, "*.py").Any(beginning =>
        beginning.Contains("down_revision", StringComparison.Ordinal) && AlembicModule.Read(beginning) is var module
        && module["revision"] is not null && module["down_revision"] is not null);

    static AlembicProject? Configured(string folder)
    {
        var ini = Path.Combine(folder, Ini);
        if (File.Exists(ini) && AlembicSettings.OfIni(File.ReadAllText(ini), folder) is { } fromIni)
            return Of(ini, folder, fromIni);
        var toml = Path.Combine(folder, Toml);
        return File.Exists(toml) && AlembicSettings.OfToml(File.ReadAllText(toml), folder) is { } fromToml ? Of(toml, folder, fromToml) : null;
    }

    static AlembicProject? Of(string file, string folder, AlembicSettings settings)
    {
        if (settings.ScriptLocation is not { } location)
            return null;
        // A folder in a Python package: package:folder.
        var scripts = Path.GetFullPath(location.Replace(':', '/'), folder);
        IReadOnlyList<string> versions = settings.VersionLocations.Count > 0
            ? [.. settings.VersionLocations.Select(one => Path.TrimEndingDirectorySeparator(Path.GetFullPath(one, folder)))]
            : [Path.Combine(scripts, "versions")];
        return versions.Any(Directory.Exists) ? new(file, versions, settings.IsRecursive) : null;
    }
}
