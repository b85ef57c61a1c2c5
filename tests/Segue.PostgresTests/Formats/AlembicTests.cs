using Segue.Authoring;
using Segue.Formats;
using Segue.PostgresTests.Fixtures;
using Segue.Revisions;
using Segue.Sessions;
using Segue.Sql;

namespace Segue.PostgresTests.Formats;

/// <summary>A real project of Alembic, with Alembic itself beside it.</summary>
public sealed class AlembicTests(PostgresFixture postgres)
{
    const string Rows = "SELECT string_agg(concat_ws(' ', id, name), ', ' ORDER BY id) FROM account";

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_Alembic_began_is_gone_on_with_and_taken_back()
    {
        await using var theirs = await postgres.NewDatabaseAsync();
        await using var ours = await postgres.NewDatabaseAsync();
        using var folder = await AlembicProjectFolder.MakeAsync(ours);
        await using var project = new ForeignProject(ours, folder.Folder);
        foreach (var revision in AlembicProjectFolder.Half.Split(' '))
            await folder.AlembicAsync(ours, "upgrade", revision);
        await folder.AlembicAsync(theirs, "upgrade", "heads");

        await using var database = new Database(ours.ConnectionString, new Identifier("segue"));
        var adopted = await Adopt.RunAsync(await project.LoadAsync(), database, KnownFormats.Find("alembic")!, null, new(), Token);
        var rest = await project.UpgradeAsync("heads");

        Assert.Equal(["1975ea83b712", "27c6a30d7c24", "ae1027a6acf1"], adopted.Revisions.Order(StringComparer.Ordinal));
        Assert.Equal(["3cac04ae8714", "53fffde5ad5f", "d747a8a8879f"], rest.Revisions.Order(StringComparer.Ordinal));
        Assert.Equal(await Catalog.ReadAsync(theirs), await Catalog.ReadAsync(ours));
        Assert.Equal(await theirs.ScalarAsync<string>(Rows), await ours.ScalarAsync<string>(Rows));
        Assert.Equal("1 semi;colon, 2 per%cent, 3 it's odd", await ours.ScalarAsync<string>(Rows));
        Assert.Null((await project.UpgradeAsync("heads")).Run);

        await project.DowngradeAsync("base");
        await folder.AlembicAsync(theirs, "downgrade", "base");
        Assert.Empty(await project.AppliedAsync());
        Assert.Equal(await Catalog.ReadAsync(theirs), await Catalog.ReadAsync(ours));
    }

    [Fact]
    public async Task All_of_it_goes_the_same_way_from_the_beginning_and_converted()
    {
        await using var theirs = await postgres.NewDatabaseAsync();
        await using var ours = await postgres.NewDatabaseAsync();
        await using var converted = await postgres.NewDatabaseAsync();
        using var folder = await AlembicProjectFolder.MakeAsync(theirs);
        await using var project = new ForeignProject(ours, folder.Folder);
        var written = Directory.CreateDirectory(Path.Combine(folder.Folder, "converted")).FullName;
        await using var own = new ForeignProject(converted, written, "segue");

        await folder.AlembicAsync(theirs, "upgrade", "heads");
        await project.UpgradeAsync("heads");
        foreach (var (name, text) in await Conversion.OfAsync(await project.LoadAsync(), Token))
            await File.WriteAllTextAsync(Path.Combine(written, name), text, Token);
        await own.UpgradeAsync("heads");

        var expected = (await Catalog.ReadAsync(theirs)).Where(line => !line.Contains("alembic_version", StringComparison.Ordinal)).ToList();
        Assert.Equal(expected, await Catalog.ReadAsync(ours));
        Assert.Equal(expected, await Catalog.ReadAsync(converted));
        Assert.Equal((await project.LoadAsync()).Graph.All.Select(Shape), (await own.LoadAsync()).Graph.All.Select(Shape));
        await own.DowngradeAsync("base");
        Assert.Empty(await own.AppliedAsync());
    }

    [Fact]
    public async Task What_cannot_be_written_offline_is_named_and_the_rest_is_there()
    {
        await using var database = await postgres.NewDatabaseAsync();
        using var folder = await AlembicProjectFolder.MakeAsync(database);
        await using var project = new ForeignProject(database, folder.Folder);
        var module = Path.Combine(folder.Folder, "migrations", "versions", "d747a8a8879f_.py");
        await File.WriteAllTextAsync(module, (await File.ReadAllTextAsync(module, Token)).Replace(
            "    op.add_column(", "    sa.inspect(op.get_bind())\n    op.add_column(", StringComparison.Ordinal), Token);

        var refused = await Assert.ThrowsAsync<SegueException>(() => project.UpgradeAsync("heads"));

        Assert.Equal(2, refused.Problems.Count);
        Assert.Contains(refused.Problems, problem => problem.Message.StartsWith("alembic makes no SQL of d747a8a8879f: AttributeError", StringComparison.Ordinal));
        Assert.Contains(refused.Problems, problem => problem.Message == "alembic makes no SQL of 53fffde5ad5f: it comes no further than d747a8a8879f");
        Assert.Equal(3, (await project.UpgradeAsync("3cac04ae8714")).Revisions.Length);
    }

    [Fact]
    public async Task Statements_are_shown_as_they_are_and_stand_at_their_function()
    {
        await using var database = await postgres.NewDatabaseAsync();
        using var folder = await AlembicProjectFolder.MakeAsync(database);
        await using var project = new ForeignProject(database, folder.Folder);

        var header = (await project.LoadAsync()).Graph.Find("53fffde5ad5f")!;
        var statement = (await RevisionFile.ReadAsync(header, new Dictionary<string, string>(), [], Token))!.Body.Upgrade.Single().Statement;

        Assert.StartsWith("CREATE VIEW everything", statement.Map!.Written, StringComparison.Ordinal);
        Assert.Equal(statement.Location, statement.LocationOf(20));
        Assert.Contains("def upgrade", (await File.ReadAllLinesAsync(header.Path, Token))[statement.Location.Line - 1], StringComparison.Ordinal);
    }

    static string Shape(RevisionHeader header) =>
        $"{header.Id} {string.Join('+', header.Revises)} {string.Join('+', header.DependsOn)} {string.Join('+', header.Labels)} {header.Title}";
}
