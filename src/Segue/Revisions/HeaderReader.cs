using System.Text;
using Segue.Sql;

namespace Segue.Revisions;

/// <summary>Reads the header of a revision file: the leading run of <c>--</c> lines, of <c>//</c> lines in C#.</summary>
public static class HeaderReader
{
    /// <summary>A header must end within this many bytes.</summary>
    public const int MaximumLength = 64 * 1024;

    static readonly string[] Keys = ["revision", "revises", "depends-on", "labels", "author", "repeatable"];

    /// <summary>Reads the header; null when it has no usable <c>revision</c>, and then a problem says so.</summary>
    /// <param name="text">The file, or as much of its beginning as holds the header.</param>
    /// <param name="file">As the user knows it.</param>
    /// <param name="path">Where it was read.</param>
    /// <param name="problems">All that is wrong is added here.</param>
    public static RevisionHeader? Read(string text, string file, string path, ICollection<Problem> problems)
    {
        var values = new Dictionary<string, (string Value, SourceLocation Location)>(StringComparer.Ordinal);
        var docstring = new List<string>();
        var inKeys = true;
        var lines = HeaderLines.Of(text, file);
        if (lines is [.., var last] && Encoding.UTF8.GetByteCount(text.AsSpan(0, last.Start + last.Length)) > MaximumLength)
        {
            problems.Add(new("header-too-long", $"the header does not end within the first {MaximumLength / 1024} KB")
            {
                Location = new(file, last.Number, 1),
                Remedy = "leave an empty line after the docstring",
            });
        }
        foreach (var line in lines)
        {
            var content = line.Content(text);
            if (!inKeys)
                docstring.Add((content is [' ', ..] ? content[1..] : content).TrimEnd().ToString());
            else if (content.IsWhiteSpace())
                inKeys = values.Count == 0;
            else
                ReadKey(content, new(file, line.Number, line.Column), values, problems);
        }
        return Build(values, docstring, file, path, problems);
    }

    static void ReadKey(
        ReadOnlySpan<char> content,
        SourceLocation start,
        Dictionary<string, (string Value, SourceLocation Location)> values,
        ICollection<Problem> problems)
    {
        var colon = content.IndexOf(':');
        var key = (colon < 0 ? content : content[..colon]).Trim().ToString().ToLowerInvariant();
        var location = start with { Column = start.Column + content.Length - content.TrimStart().Length };
        if (colon < 0 || key.AsSpan().ContainsAny(" \t"))
        {
            problems.Add(new("header-line", $"'{content.Trim()}' is no 'key: value'")
            {
                Location = location,
                Remedy = "a line of only '--' separates the keys from the docstring",
            });
        }
        else if (!Keys.Contains(key, StringComparer.Ordinal))
        {
            problems.Add(new("unknown-header-key", $"'{key}' is no key of a revision's header")
            {
                Location = location,
                Remedy = Suggestion.For(key, Keys) ?? $"the keys are {string.Join(", ", Keys)}",
            });
        }
        else
        {
            var value = content[(colon + 1)..];
            var column = start.Column + colon + 1 + value.Length - value.TrimStart().Length;
            if (!values.TryAdd(key, (value.Trim().ToString(), start with { Column = column })))
                problems.Add(new("repeated-header-key", $"'{key}' stands in the header twice") { Location = location });
        }
    }

    static RevisionHeader? Build(
        Dictionary<string, (string Value, SourceLocation Location)> values,
        List<string> docstring,
        string file,
        string path,
        ICollection<Problem> problems)
    {
        if (!values.TryGetValue("revision", out var id))
        {
            var stem = System.IO.Path.GetFileNameWithoutExtension(file);
            var mark = RevisionHeader.IsCodeFile(file) ? "//" : "--";
            problems.Add(new("revision-missing", "the file does not say which revision it is")
            {
                Location = new(file, 1, 1),
                Remedy = $"begin it with '{mark} revision: {stem}' and '{mark} revises: <parent>'",
            });
            return null;
        }
        if (RevisionName.Objection(id.Value) is { } objection)
        {
            problems.Add(new("revision-name", objection) { Location = id.Location });
            return null;
        }
        var revises = Names("revises");
        var dependsOn = Names("depends-on");
        var labels = Names("labels");
        var header = new RevisionHeader
        {
            Id = id.Value,
            File = file,
            Path = path,
            Revises = revises,
            DependsOn = dependsOn,
            Labels = labels,
            Author = values.TryGetValue("author", out var author) && author.Value.Length > 0 ? author.Value : null,
            Docstring = string.Join('\n', docstring).Trim('\n'),
            Title = docstring.Find(line => line.Length > 0)?.Trim() ?? "",
            IsRepeatable = IsRepeatable(),
            IdLocation = id.Location,
            RevisesLocation = LocationOf("revises"),
            DependsOnLocation = LocationOf("depends-on"),
            LabelsLocation = LocationOf("labels"),
        };
        if (header.IsRepeatable && (revises.Length > 0 || dependsOn.Length > 0 || labels.Length > 0))
        {
            problems.Add(new("repeatable-in-graph", $"{id.Value} is repeatable and so has no place in the graph")
            {
                Location = LocationOf("repeatable"),
                Remedy = "take away 'revises', 'depends-on' and 'labels', or 'repeatable'",
            });
        }
        return header;

        SourceLocation LocationOf(string key) => values.TryGetValue(key, out var found) ? found.Location : id.Location;

        string[] Names(string key)
        {
            if (!values.TryGetValue(key, out var found))
                return [];
            var names = found.Value.Split((char[])[',', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            foreach (var name in names)
            {
                if (RevisionName.Objection(name) is { } why)
                    problems.Add(new("revision-name", why) { Location = found.Location });
            }
            return [.. names.Distinct(StringComparer.Ordinal)];
        }

        bool IsRepeatable()
        {
            if (!values.TryGetValue("repeatable", out var found))
                return false;
            var yes = found.Value.ToLowerInvariant() is "yes" or "true";
            if (!yes && found.Value.ToLowerInvariant() is not ("no" or "false"))
                problems.Add(new("header-value", $"'repeatable' is yes or no, not '{found.Value}'") { Location = found.Location });
            return yes;
        }
    }
}
