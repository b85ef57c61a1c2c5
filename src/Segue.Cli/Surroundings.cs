namespace Segue.Cli;

/// <summary>What the program finds around it when it starts.</summary>
/// <param name="Folder">The working folder, absolute.</param>
/// <param name="Variables">The environment variables.</param>
/// <param name="Home">The user's home folder; empty if there is none.</param>
/// <param name="Time">The clock.</param>
sealed record Surroundings(string Folder, IReadOnlyDictionary<string, string> Variables, string Home, TimeProvider Time)
{
    /// <summary>Those of this process.</summary>
    public static Surroundings OfThisProcess()
    {
        // Windows does not tell the case of a variable's name.
        var comparer = OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;
        var variables = new Dictionary<string, string>(comparer);
        foreach (System.Collections.DictionaryEntry entry in Environment.GetEnvironmentVariables())
            variables[(string)entry.Key] = (string?)entry.Value ?? "";
        return new(
            Environment.CurrentDirectory, variables, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), TimeProvider.System);
    }

    /// <summary>The folder for what can be made again.</summary>
    public string Cache => Path.Combine(
        Variable("SEGUE_CACHE") ?? Variable("XDG_CACHE_HOME") ?? (OperatingSystem.IsWindows()
            ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : Path.Combine(Home.Length > 0 ? Home : Path.GetTempPath(), ".cache")),
        "segue");

    /// <summary>An environment variable; null where it is not set or empty.</summary>
    public string? Variable(string name) => Variables.TryGetValue(name, out var value) && value.Length > 0 ? value : null;
}
