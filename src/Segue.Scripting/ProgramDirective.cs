using Segue.Sql;

namespace Segue.Scripting;

/// <summary>A <c>#:</c> line, by which <c>dotnet run file.cs</c> is told what else the file needs.</summary>
/// <param name="Kind"><c>package</c>, <c>project</c>, <c>property</c>, <c>sdk</c>.</param>
/// <param name="Value">What stands behind it.</param>
sealed record ProgramDirective(string Kind, string Value)
{
    /// <summary>Something that the host of the revision has not got: the file has to be built by the SDK.</summary>
    public bool IsForeign => Kind switch
    {
        "package" or "project" => !IsOurs,
        "sdk" => true,
        _ => false,
    };

    /// <summary>Segue itself, which the host has already.</summary>
    public bool IsOurs => Name(Value.Split('@')[0].Trim()) is var name && (name == "Segue" || name.StartsWith("Segue.", StringComparison.OrdinalIgnoreCase));

    /// <summary>Those of a file. They stand before its first code, each on a line of its own.</summary>
    public static IReadOnlyList<ProgramDirective> In(SourceText source)
    {
        var directives = new List<ProgramDirective>();
        foreach (var line in source.Text.EnumerateLines())
        {
            var text = line.Trim('\uFEFF').Trim();
            if (text.IsEmpty || text.StartsWith("//", StringComparison.Ordinal) || text.StartsWith("#!", StringComparison.Ordinal))
                continue;
            if (!text.StartsWith("#:", StringComparison.Ordinal))
                break;
            var rest = text[2..].Trim();
            var end = rest.IndexOfAny(' ', '\t');
            directives.Add(end < 0 ? new(rest.ToString(), "") : new(rest[..end].ToString(), rest[end..].Trim().ToString()));
        }
        return directives;
    }

    string Name(string value) => Kind == "project" ? System.IO.Path.GetFileNameWithoutExtension(value.Replace('\\', '/').TrimEnd('/')) : value;
}
