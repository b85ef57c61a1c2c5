using System.Runtime.CompilerServices;

namespace Segue.Tests.House;

/// <summary>The checkout this test was compiled from.</summary>
static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <summary>Files of the checkout that are the project's own, by a pattern; paths relative to the root, with slashes.</summary>
    public static IEnumerable<string> Files(string pattern) => Directory
        .EnumerateFiles(Root, pattern, SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
        .Where(path => !path.StartsWith("artifacts/", StringComparison.Ordinal) && !path.StartsWith("node_modules/", StringComparison.Ordinal)
            && !path.StartsWith('.') && !path.Contains("/obj/", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    static string FindRoot([CallerFilePath] string here = "")
    {
        var folder = Path.GetDirectoryName(here);
        while (folder is not null && !File.Exists(Path.Combine(folder, "Segue.slnx")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new DirectoryNotFoundException("No Segue.slnx above " + here);
    }
}
