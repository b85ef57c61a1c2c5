using Segue.Formats;
using Segue.Revisions;

namespace Segue.Tests.Formats;

/// <summary>A folder of another tool, made for one test.</summary>
sealed class FormatFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("segue-format-").FullName;

    /// <summary>All that was found wrong while it was read.</summary>
    public List<Problem> Problems { get; } = [];

    public Dictionary<string, string> Variables { get; } = [];

    public FormatFolder File(string name, string text = "SELECT 1;\n")
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllText(path, text);
        return this;
    }

    /// <summary>Names of the formats it may be read as.</summary>
    public IEnumerable<string> Detected() => KnownFormats.Detect(Path).Select(format => format.Name);

    public async Task<RevisionListing> ListAsync(string format)
    {
        var listing = await RevisionFolders.ReadAsync(Path, Path, KnownFormats.Find(format)!, TestContext.Current.CancellationToken);
        Problems.AddRange(listing.Problems);
        return listing;
    }

    /// <summary>Ids in the order in which they are applied.</summary>
    public async Task<IEnumerable<string>> IdsAsync(string format) => (await ListAsync(format)).Graph.All.Select(header => header.Id);

    public async Task<RevisionBody> BodyAsync(string format, string? id = null)
    {
        var listing = await ListAsync(format);
        var header = listing.Headers.First(one => id is null || one.Id == id);
        return (await RevisionFile.ReadAsync(header, Variables, Problems, TestContext.Current.CancellationToken))!.Body;
    }

    /// <summary>The statements of the first revision's upgrade; those outside a transaction begin with a star.</summary>
    public async Task<IEnumerable<string>> UpgradeAsync(string format) => Show((await BodyAsync(format)).Upgrade);

    public static IEnumerable<string> Show(IEnumerable<RevisionStatement> statements) =>
        statements.Select(statement => (statement.Directives.NoTransaction ? "*" : "") + statement.Statement.Text);

    public IEnumerable<string> Codes() => Problems.Select(problem => problem.Code);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
