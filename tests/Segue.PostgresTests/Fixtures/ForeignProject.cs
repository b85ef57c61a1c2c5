using Segue.Formats;
using Segue.Revisions;
using Segue.Running;
using Segue.Sessions;
using Segue.Sql;

namespace Segue.PostgresTests.Fixtures;

/// <summary>A folder of another tool, and the operations on it and a test's database.</summary>
public sealed class ForeignProject(TestDatabase database, string folder, string? format = null) : IAsyncDisposable
{
    readonly Database _database = new(database.ConnectionString, new Identifier("segue"));

    /// <summary>Values of placeholders.</summary>
    public Dictionary<string, string> Variables { get; init; } = [];

    static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The files as they are now.</summary>
    public async Task<Project> LoadAsync() => new()
    {
        Name = Path.GetFileName(folder),
        Root = folder,
        Revisions = await RevisionFolders.ReadAsync(folder, folder, KnownFormats.Choose(folder, format), Token),
        Variables = Variables,
    };

    /// <summary><c>segue upgrade --folder</c>.</summary>
    public async Task<RunResult> UpgradeAsync(string target = "head") =>
        await Upgrade.RunAsync(await LoadAsync(), _database, RevisionTarget.Parse(target), new(), Token);

    /// <summary><c>segue downgrade --folder</c>.</summary>
    public async Task<RunResult> DowngradeAsync(string target) =>
        await Downgrade.RunAsync(await LoadAsync(), _database, RevisionTarget.Parse(target), new(), Token);

    /// <summary><c>segue stamp --folder</c>: leaves it out of the applied set without running anything.</summary>
    public Task ForgetAsync(string revision) => database.ExecuteAsync($"DELETE FROM segue.applied WHERE revision = '{revision}'");

    /// <summary>Ids of what is applied.</summary>
    public async Task<IReadOnlySet<string>> AppliedAsync()
    {
        await using var session = await _database.OpenAsync(Token);
        return (await AppliedSet.ReadAsync(session, Path.GetFileName(folder), Token)).Ids;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _database.DisposeAsync();
}
