using Npgsql;
using Segue.PostgresTests.Fixtures;
using Segue.Revisions;
using Segue.Running;
using Segue.Sessions;
using Segue.Sql;

namespace Segue.PostgresTests.MusicAgent;

/// <summary>The reference project and databases of it.</summary>
static class MusicProject
{
    static readonly Dictionary<string, string> Variables = new()
    {
        ["seed"] = "42",
        ["users"] = "150",
        ["events"] = "2000",
        ["today"] = "2026-11-15",
    };

    static readonly string Root = FindRoot();

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<Project> ProjectAsync() =>
        new()
        {
            Name = "music-agent",
            Root = Root,
            Revisions = await RevisionFolders.ReadAsync(["versions"], Root, new RevisionIndex(Path.Combine(CodeFolder.Path, "music"), TimeProvider.System), Token),
            Code = CodeFolder.Compiler.LoadAsync,
        };

    /// <summary>A database at head, without rows.</summary>
    public static Task<TestDatabase> AtHeadAsync(this PostgresFixture postgres) =>
        postgres.NewDatabaseAsync("music agent", database => database.UpgradeAsync("head"));

    /// <summary>A database at head with the sample rows.</summary>
    public static Task<TestDatabase> WithRowsAsync(this PostgresFixture postgres) =>
        postgres.NewDatabaseAsync("music agent with rows", async database =>
        {
            await database.UpgradeAsync("head");
            await database.SampleAsync();
        });

    public static async Task UpgradeAsync(this TestDatabase test, string target)
    {
        await using var database = new Database(test.ConnectionString, new Identifier("segue"));
        await Upgrade.RunAsync(await ProjectAsync(), database, RevisionTarget.Parse(target), new RunOptions(), Token);
    }

    public static async Task DowngradeAsync(this TestDatabase test, string target)
    {
        await using var database = new Database(test.ConnectionString, new Identifier("segue"));
        await Downgrade.RunAsync(await ProjectAsync(), database, RevisionTarget.Parse(target), new RunOptions(), Token);
    }

    /// <summary>Fills it with the sample rows.</summary>
    public static async Task SampleAsync(this TestDatabase test)
    {
        var text = await System.IO.File.ReadAllTextAsync(Path.Combine(Root, "data", "sample.sql"), Token);
        var problems = new List<Problem>();
        var file = RevisionFile.Read("-- revision: sample\n--\n" + text, "sample.sql", "sample.sql", Variables, problems);
        Assert.Empty(problems);
        await ExecuteAsync(test, file!.Body.Upgrade.Select(statement => statement.Statement));
    }

    /// <summary>Runs a section of a revision file again, past the runner, which would not.</summary>
    public static async Task AgainAsync(this TestDatabase test, string revision, RevisionSection section = RevisionSection.Upgrade)
    {
        var project = await ProjectAsync();
        var header = project.Graph.Find(revision)!;
        var plan = section switch
        {
            RevisionSection.Upgrade => await Plans.UpgradeAsync(project, [header], "again", Token),
            RevisionSection.Downgrade => await Plans.DowngradeAsync(project, [header], "again", null, Token),
            _ => (await Plans.RunAsync(project, header, null, Token))!,
        };
        await ExecuteAsync(test, plan.Steps.Select(step => step.Work).OfType<Work.Sql>().Select(work => work.Statement));
    }

    /// <summary>What the catalog says outside Segue's own schema, and a digest of all rows if asked for.</summary>
    public static async Task<string> LookAsync(this TestDatabase test, bool rows = false) =>
        string.Join('\n', await test.ColumnAsync<string>(
            CatalogLook.Structure + (rows ? $" UNION ALL {CatalogLook.Rows}" : "") + " ORDER BY 1"));

    static async Task ExecuteAsync(TestDatabase test, IEnumerable<Statement> statements)
    {
        await using var connection = await test.OpenAsync();
        foreach (var statement in statements)
        {
            await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new NpgsqlBatchCommand(statement.Text) } };
            await batch.ExecuteNonQueryAsync(Token);
        }
    }

    static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "music-agent");
            if (System.IO.File.Exists(Path.Combine(candidate, "segue.json")))
                return candidate;
        }
        throw new DirectoryNotFoundException("music-agent is not above the tests.");
    }
}
