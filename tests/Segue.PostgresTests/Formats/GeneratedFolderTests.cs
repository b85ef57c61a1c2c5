using Segue.Authoring;
using Segue.PostgresTests.Fixtures;
using Segue.Tests;

namespace Segue.PostgresTests.Formats;

/// <summary>The same migrations, as each tool lays them down and as psql takes them.</summary>
public sealed class GeneratedFolderTests(PostgresFixture postgres, ITestOutputHelper output) : IDisposable
{
    const string Rows = """
        SELECT string_agg(relname || ' ' || (xpath('//c/text()', query_to_xml(
          format('SELECT md5(string_agg(t::text, E''\n'' ORDER BY t::text)) AS c FROM %s t', oid::regclass), true, true, '')))[1], E'\n' ORDER BY relname)
        FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
        """;

    readonly string _folder = Directory.CreateTempSubdirectory("segue-generated-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(ForeignFolder.Formats), MemberType = typeof(ForeignFolder))]
    public async Task The_schema_is_the_one_that_psql_makes_and_it_can_be_taken_back(string format)
    {
        var migrations = new MigrationGenerator(new Random(FuzzSeed.Choose(output))).Make(30);
        var lying = Path.Combine(_folder, "lying");
        var written = Directory.CreateDirectory(Path.Combine(_folder, "written")).FullName;
        ForeignFolder.Write(format, lying, migrations);
        await using var theirs = await postgres.NewDatabaseAsync();
        await using var ours = await postgres.NewDatabaseAsync();
        await using var third = await postgres.NewDatabaseAsync();
        await using var project = new ForeignProject(ours, lying, ForeignFolder.NameOf(format));
        await using var converted = new ForeignProject(third, written, "segue");
        var empty = await Catalog.ReadAsync(ours);

        var result = await project.UpgradeAsync();
        foreach (var (name, text) in await Conversion.OfAsync(await project.LoadAsync(), TestContext.Current.CancellationToken))
            await File.WriteAllTextAsync(Path.Combine(written, name), text, TestContext.Current.CancellationToken);
        await converted.UpgradeAsync();
        await RunAsync(theirs, migrations);

        Assert.Equal(migrations.Count, result.Revisions.Length);
        var expected = await Catalog.ReadAsync(theirs);
        Assert.Equal(expected, await Catalog.ReadAsync(ours));
        Assert.Equal(expected, await Catalog.ReadAsync(third));
        Assert.Equal(await theirs.ScalarAsync<string>(Rows), await ours.ScalarAsync<string>(Rows));
        Assert.Equal(await theirs.ScalarAsync<string>(Rows), await third.ScalarAsync<string>(Rows));
        Assert.Null((await project.UpgradeAsync()).Run);
        if (ForeignFolder.HasWayBack(format))
        {
            await project.DowngradeAsync("base");
            await converted.DowngradeAsync("base");
            Assert.Equal(empty, await Catalog.ReadAsync(ours));
            Assert.Equal(empty, await Catalog.ReadAsync(third));
        }
    }

    async Task RunAsync(TestDatabase database, IReadOnlyList<Migration> migrations)
    {
        var file = Path.Combine(_folder, "plain.sql");
        await File.WriteAllTextAsync(
            file, string.Concat(migrations.Select(migration => migration.Ended(string.Concat(migration.Up.Select(statement => statement + ";\n"))))),
            TestContext.Current.CancellationToken);
        Assert.Empty(await Psql.FileAsync(database, file, oneTransaction: false));
    }
}
