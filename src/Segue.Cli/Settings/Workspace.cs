using Segue.Sql;

namespace Segue.Cli.Settings;

/// <summary>Where the work is done and how: segue.json, the environment chosen in it, and the variables over it.</summary>
/// <param name="Folder">What paths in the settings are relative to; absolute.</param>
/// <param name="File">segue.json, absolute; null where there is none.</param>
/// <param name="Environment">The name of the environment.</param>
/// <param name="Settings">The settings that hold in it.</param>
sealed record Workspace(string Folder, string? File, string Environment, ProjectSettings Settings)
{
    public const string FileName = "segue.json";

    /// <summary>What the chosen environment says about itself in the file; null where it is not mentioned.</summary>
    public EnvironmentSettings? Chosen => Settings.Environments.GetValueOrDefault(Environment);

    /// <summary>Finds and reads it.</summary>
    /// <param name="around">Variables and working folder.</param>
    /// <param name="place"><c>--project</c>.</param>
    /// <param name="environment"><c>--env</c>.</param>
    /// <param name="isNeeded">False: where there is none, everything is as by default.</param>
    public static Workspace Find(Surroundings around, string? place, string? environment, bool isNeeded = true)
    {
        var file = place is null ? Upwards(around.Folder) : At(Path.GetFullPath(place, around.Folder));
        var folder = file is not null ? Path.GetDirectoryName(file)! : place is null ? around.Folder : Path.GetFullPath(place, around.Folder);
        if (file is null && isNeeded && !Directory.Exists(Path.Combine(folder, "versions")))
        {
            throw new SegueException(Failure.Usage, $"There is no {FileName} in {folder} or above it, and no folder 'versions' in it.")
            {
                Next = "segue init",
            };
        }

        var chosen = environment ?? around.Variable("SEGUE_ENV") ?? around.Variable("DOTNET_ENVIRONMENT")
            ?? around.Variable("ASPNETCORE_ENVIRONMENT") ?? "Development";
        return Read(folder, file, chosen, explicitly: environment is not null, around);
    }

    static Workspace Read(string folder, string? file, string environment, bool explicitly, Surroundings around)
    {
        var shown = file is null ? FileName : Path.GetRelativePath(around.Folder, file);
        var settings = new ProjectSettings();
        var all = Setting.Group(FileName, settings.All());
        ReadOnlySpan<byte> text = file is null ? default : System.IO.File.ReadAllBytes(file);
        text = text.StartsWith("\uFEFF"u8) ? text[3..] : text;
        if (file is not null)
            Refuse(SettingsReader.Read(shown, text, all), shown);

        var environments = settings.Environments.Keys;
        var name = environments.FirstOrDefault(key => key.Equals(environment, StringComparison.OrdinalIgnoreCase));
        if (name is null && explicitly && environments.Count > 0)
            throw Unknown(environment, environments, shown);

        // The environment's connection stays where it is: it stands before SEGUE__CONNECTION, everything else after SEGUE__*.
        var (connection, connectionName) = (settings.Connection, settings.ConnectionName);
        if (name is not null)
            SettingsReader.Read(shown, text, all, "environments", name);
        (settings.Connection, settings.ConnectionName) = (connection, connectionName);
        Refuse(SettingsVariables.Apply(around.Variables, all), "The environment's settings");
        return new(folder, file, name ?? environment, settings);
    }

    static void Refuse(List<Problem> problems, string what)
    {
        if (problems.Count > 0)
            throw new SegueException(Failure.Usage, what + " cannot be used.") { Problems = problems };
    }

    static SegueException Unknown(string environment, IEnumerable<string> environments, string file) =>
        new(Failure.Usage, $"{file} has no environment '{environment}', only {string.Join(", ", environments)}.")
        {
            Next = Suggestion.For(environment, environments),
        };

    static string? At(string path)
    {
        if (System.IO.File.Exists(path))
            return path;
        if (!Directory.Exists(path))
            throw new SegueException(Failure.Usage, $"--project {path}: there is no such folder or file.");
        var file = Path.Combine(path, FileName);
        return System.IO.File.Exists(file) ? file : null;
    }

    static string? Upwards(string? folder)
    {
        for (; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var file = Path.Combine(folder, FileName);
            if (System.IO.File.Exists(file))
                return file;
        }

        return null;
    }
}
