namespace Segue.Formats;

/// <summary>What stands about a script in the nearest flyway.conf and flyway.toml, and in <c>name.sql.conf</c> beside it.</summary>
sealed class FlywaySettings
{
    const string Prefix = "flyway.";

    static readonly string[] Names = ["flyway.conf", "conf/flyway.conf", "flyway.toml"];

    readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Value of a setting, its name without <c>flyway.</c>; null: it is not set.</summary>
    public string? this[string name] => _values.GetValueOrDefault(name);

    /// <summary>Names and values under <c>flyway.placeholders</c>.</summary>
    public IEnumerable<(string Name, string Value)> Placeholders =>
        _values.Where(pair => pair.Key.StartsWith("placeholders.", StringComparison.OrdinalIgnoreCase)).Select(pair => (pair.Key["placeholders.".Length..], pair.Value));

    /// <summary>Reads what holds for a script.</summary>
    /// <param name="script">Absolute path.</param>
    public static FlywaySettings Of(string script)
    {
        var settings = new FlywaySettings();
        foreach (var file in Nearest(script))
            settings.Take(file, "");
        settings.Take(script + ".conf", Prefix);
        return settings;
    }

    /// <summary>The files of the nearest folder that has any, upwards to the end of the repository.</summary>
    static string[] Nearest(string script)
    {
        for (var at = Path.GetDirectoryName(script); at is not null; at = Path.GetDirectoryName(at))
        {
            string[] found = [.. Names.Select(name => Path.Combine(at, name)).Where(File.Exists)];
            if (found.Length > 0)
                return found;
            if (Path.Exists(Path.Combine(at, ".git")))
                break;
        }
        return [];
    }

    /// <summary>Lines <c>key=value</c>, and in TOML sections before them and quotes around the values.</summary>
    void Take(string file, string section)
    {
        if (!File.Exists(file))
            return;
        var before = section;
        foreach (var line in File.ReadLines(file).Select(line => line.Trim()))
        {
            if (line is ['[', .., ']'])
                section = before + line[1..^1].Trim() + ".";
            else if (line is not ['#' or '!', ..] && line.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
                Set(section + line[..equals].Trim(), line[(equals + 1)..].Trim());
        }
    }

    void Set(string key, string value)
    {
        if (!key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            return;
        var isQuoted = value.Length >= 2 && value[0] is '"' or '\'' && value[^1] == value[0];
        _values[key[Prefix.Length..].Replace("\"", "", StringComparison.Ordinal)] = isQuoted ? value[1..^1] : value;
    }
}
