namespace Segue.Formats;

/// <summary>What alembic.ini, or the table <c>[tool.alembic]</c> of pyproject.toml, says about where the revisions are.</summary>
/// <param name="ScriptLocation">The folder of env.py.</param>
/// <param name="VersionLocations">Empty: <c>versions</c> in it.</param>
/// <param name="IsRecursive">Folders in them count too.</param>
sealed record AlembicSettings(string? ScriptLocation, IReadOnlyList<string> VersionLocations, bool IsRecursive)
{
    /// <summary>Reads alembic.ini; null: it has no section <c>[alembic]</c>.</summary>
    /// <param name="text">The file.</param>
    /// <param name="here">Its folder.</param>
    public static AlembicSettings? OfIni(string text, string here)
    {
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (Section(text, "[alembic]") is not { } lines)
            return null;
        string? last = null;
        foreach (var line in lines)
        {
            if (line.TrimStart() is "" or ['#' or ';', ..])
                continue;
            if (char.IsWhiteSpace(line[0]) && last is not null)
            {
                values[last] += "\n" + line.Trim();
            }
            else if (line.IndexOfAny(['=', ':']) is > 0 and var sign)
            {
                last = line[..sign].Trim();
                values[last] = line[(sign + 1)..].Split(" #")[0].Trim();
            }
        }
        string? Value(string key) => values.TryGetValue(key, out var value) && value.Length > 0 ? Fill(value, here) : null;
        char[] separators = (Value("path_separator") ?? Value("version_path_separator")) switch
        {
            "os" => [Path.PathSeparator],
            "newline" => ['\n'],
            [var only] => [only],
            "space" => [' '],
            _ => [' ', ',', '\n', '\t'],
        };
        return new(
            Value("script_location"),
            Value("version_locations")?.Split([.. separators, '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [],
            Value("recursive_version_locations") is "true" or "True" or "1" or "yes" or "on");
    }

    /// <summary>Reads pyproject.toml; null: it has no table <c>[tool.alembic]</c>.</summary>
    /// <param name="text">The file.</param>
    /// <param name="here">Its folder.</param>
    public static AlembicSettings? OfToml(string text, string here)
    {
        // Strings and arrays of strings are written in TOML as in Python.
        if (Section(text, "[tool.alembic]") is not { } lines || AlembicModule.Read(string.Join('\n', lines)) is not { } table)
            return null;
        return new(
            table["script_location"]?.Values is [var location] ? Fill(location, here) : null,
            [.. (table["version_locations"]?.Values ?? []).Select(one => Fill(one, here))],
            lines.Any(line => line.Replace(" ", "", StringComparison.Ordinal).StartsWith("recursive_version_locations=true", StringComparison.Ordinal)));
    }

    static List<string>? Section(string text, string heading)
    {
        var lines = text.TrimStart('\uFEFF').Split('\n').Select(line => line.TrimEnd()).SkipWhile(line => line != heading).ToList();
        return lines.Count == 0 ? null : [.. lines.Skip(1).TakeWhile(line => line is not ['[', ..])];
    }

    static string Fill(string value, string here) => value.Replace("%(here)s", here, StringComparison.Ordinal).Replace("%%", "%", StringComparison.Ordinal);
}
