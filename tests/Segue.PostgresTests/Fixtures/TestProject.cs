using Segue.Revisions;
using Segue.Running;
using Segue.Sessions;
using Segue.Sql;

namespace Segue.PostgresTests.Fixtures;

/// <summary>A folder of revision files, and the operations on it and a test's database.</summary>
public sealed class TestProject(TestDatabase database) : IAsyncDisposable
{
    readonly string _root = Directory.CreateTempSubdirectory("segue-project-").FullName;
    readonly Database _database = new(database.ConnectionString, new Identifier("segue"));

    /// <summary>What the runs told, in order.</summary>
    public List<RunEvent> Events { get; } = [];

    /// <summary>Used by every operation; change it with <c>with</c>.</summary>
    public RunOptions Options { get; set; } = new();

    /// <summary>Used by every operation.</summary>
    public Func<Project, Project> Adjust { get; set; } = static project => project;

    /// <summary>The environment's folders of data.</summary>
    public IReadOnlyList<string> Seeds { get; set; } = [];

    /// <summary>The database as the library sees it.</summary>
    public Database Database => _database;

    /// <summary>The folder.</summary>
    public string Root => _root;

    static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Writes <c>versions/id.sql</c>: a header that revises the parent, and the text.</summary>
    public TestProject Revision(string id, string? parent, string text)
    {
        Directory.CreateDirectory(Path.Combine(_root, "versions"));
        System.IO.File.WriteAllText(Path.Combine(_root, "versions", id + ".sql"), $"-- revision: {id}\n-- revises: {parent}\n--\n-- Title of {id}.\n\n{text}\n");
        return this;
    }

    /// <summary>Writes <c>versions/id.cs</c>: a header that revises the parent, and a class with these members.</summary>
    public TestProject Code(string id, string? parent, string members)
    {
        Directory.CreateDirectory(Path.Combine(_root, "versions"));
        System.IO.File.WriteAllText(Path.Combine(_root, "versions", id + ".cs"), $$"""
            // revision: {{id}}
            // revises: {{parent}}
            //
            // Title of {{id}}.

            using Segue.Revisions; using Segue.Sessions; using Segue.Sql; using Segue.Transfer;
            public sealed class TheRevision : CodeRevision
            {
            {{members}}
            }
            """);
        return this;
    }

    /// <summary>Writes any other file.</summary>
    public TestProject File(string path, string text)
    {
        var file = Path.Combine(_root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        System.IO.File.WriteAllText(file, text);
        return this;
    }

    /// <summary>The files as they are now.</summary>
    public async Task<Project> LoadAsync() =>
        Adjust(new() { Root = _root, Code = CodeFolder.Compiler.LoadAsync, Revisions = await RevisionFolders.ReadAsync(["versions"], Seeds, _root, new RevisionIndex(Path.Combine(_root, "index"), TimeProvider.System), Token) });

    /// <summary><c>segue upgrade</c>.</summary>
    public async Task<RunResult> UpgradeAsync(string target = "head", CancellationToken? cancellationToken = null) =>
        await Upgrade.RunAsync(await LoadAsync(), _database, RevisionTarget.Parse(target), Told, cancellationToken ?? Token);

    /// <summary><c>segue downgrade</c>.</summary>
    public async Task<RunResult> DowngradeAsync(string target) =>
        await Downgrade.RunAsync(await LoadAsync(), _database, RevisionTarget.Parse(target), Told, Token);

    /// <summary><c>segue run</c>.</summary>
    public async Task<RunResult> RunAsync(string revision) =>
        await RunRevision.RunAsync(await LoadAsync(), _database, RevisionTarget.Parse(revision), Told, Token);

    /// <summary>The applied set.</summary>
    public async Task<AppliedSet> AppliedAsync()
    {
        await using var session = await _database.OpenAsync(Token);
        return await AppliedSet.ReadAsync(session, "default", Token);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }

    RunOptions Told => Options with { Tell = told => { lock (Events) Events.Add(told); Options.Tell(told); } };
}
