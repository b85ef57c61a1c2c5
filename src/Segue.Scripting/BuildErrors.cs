using System.Globalization;
using Segue.Revisions;

namespace Segue.Scripting;

/// <summary>What the SDK said against a build, as problems.</summary>
static class BuildErrors
{
    const string Mark = ": error ";

    public static void Add(string said, RevisionFile file, ICollection<Problem> problems)
    {
        if (said.Contains("No .NET SDKs were found", StringComparison.Ordinal) || said.Contains("It was not possible to find any installed .NET", StringComparison.Ordinal))
        {
            problems.Add(NoSdk(file));
            return;
        }
        var before = problems.Count;
        foreach (var line in said.Split('\n').Select(line => line.Trim()).Where(line => line.Contains(Mark, StringComparison.Ordinal)).Distinct())
        {
            var mark = line.IndexOf(Mark, StringComparison.Ordinal);
            var message = line[(mark + Mark.Length)..];
            var end = message.LastIndexOf(" [", StringComparison.Ordinal);
            problems.Add(new("code-error", end < 0 ? message : message[..end]) { Location = Place(line[..mark], file) });
        }
        if (problems.Count == before)
            problems.Add(new("code-error", $"the .NET SDK could not build it: {said.Trim()}") { Location = new(file.Header.File, 1, 1) });
    }

    public static Problem NoSdk(RevisionFile file) => new("sdk-missing", "the file names packages of its own, and there is no .NET SDK here to build it with")
    {
        Location = new(file.Header.File, 1, 1),
        Remedy = "install the .NET SDK, or leave out the #:package and #:project lines: without them nothing but Segue is needed",
    };

    /// <summary><c>path(line,column)</c>, where it is the file's.</summary>
    static SourceLocation Place(string place, RevisionFile file)
    {
        if (place.StartsWith(file.Header.Path + "(", StringComparison.Ordinal)
            && place[(file.Header.Path.Length + 1)..].TrimEnd(')').Split(',') is [var line, var column]
            && int.TryParse(line, CultureInfo.InvariantCulture, out var at) && int.TryParse(column, CultureInfo.InvariantCulture, out var character))
        {
            return new(file.Header.File, at, character);
        }
        return new(file.Header.File, 1, 1);
    }
}
