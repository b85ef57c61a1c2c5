namespace Segue.Tests.Grammar;

/// <summary>All SQL there is to try things on: the repository's own, and the collections that may lie beside it.</summary>
static class Corpus
{
    static readonly string[] NotOurs = ["artifacts", "node_modules", ".git"];
    static readonly string[] Beside = ["../shared", "../../shared"];
    static readonly string[] Collections = ["corpora", "facts", "design"];

    public static string Root { get; } = FindRoot();

    public static IEnumerable<string> OfTheRepository =>
        Directory.EnumerateDirectories(Root)
            .Where(folder => !NotOurs.Contains(Path.GetFileName(folder)))
            .SelectMany(SqlUnder);

    /// <summary>Null where nothing lies beside the repository.</summary>
    public static IEnumerable<string>? Shared =>
        Beside
            .Select(folder => Path.GetFullPath(folder, Root))
            .FirstOrDefault(Directory.Exists) is { } shared
            ? Collections.Select(name => Path.Combine(shared, name)).Where(Directory.Exists).SelectMany(SqlUnder)
            : null;

    static IEnumerable<string> SqlUnder(string folder) =>
        Directory.EnumerateFiles(folder, "*.sql", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/node_modules/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

    static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Segue.slnx")))
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("not inside the repository");
        return folder;
    }
}
