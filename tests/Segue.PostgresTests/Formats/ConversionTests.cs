using Segue.Authoring;
using Segue.PostgresTests.Fixtures;
using Segue.Revisions;
using Segue.Running;
using Segue.Sessions;
using Segue.Sql;

namespace Segue.PostgresTests.Formats;

/// <summary>Another tool's folder, written as Segue's own files.</summary>
public sealed class ConversionTests(PostgresFixture postgres) : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("segue-convert-").FullName;

    static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Two folders of one name: of two projects with one journal.</summary>
    string Old => Directory.CreateDirectory(Path.Combine(_folder, "old", "small")).FullName;

    string New => Directory.CreateDirectory(Path.Combine(_folder, "new", "small")).FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(SmallFolder.Formats), MemberType = typeof(SmallFolder))]
    public async Task It_makes_the_same_schema_and_takes_it_back(string format)
    {
        await using var there = await postgres.NewDatabaseAsync();
        await using var here = await postgres.NewDatabaseAsync();
        await using var old = new ForeignProject(there, Old, format);
        await using var converted = new ForeignProject(here, New, "segue");
        SmallFolder.Write(format, Old);
        await ConvertAsync(old);
        var empty = await Catalog.ReadAsync(here);

        await old.UpgradeAsync();
        await converted.UpgradeAsync();

        Assert.Equal(await Catalog.ReadAsync(there), await Catalog.ReadAsync(here));
        if (format != "ef")
        {
            await converted.DowngradeAsync("base");
            Assert.Equal(empty, await Catalog.ReadAsync(here));
        }
    }

    [Theory]
    [MemberData(nameof(SmallFolder.Formats), MemberType = typeof(SmallFolder))]
    public async Task A_database_goes_on_with_it_once_the_files_are_accepted(string format)
    {
        await using var database = await postgres.NewDatabaseAsync();
        await using var old = new ForeignProject(database, Old, format);
        await using var converted = new ForeignProject(database, New, "segue");
        SmallFolder.Write(format, Old);
        await old.UpgradeAsync();
        await ConvertAsync(old);

        Assert.Equal(Failure.Checksum, (await Assert.ThrowsAsync<SegueException>(() => converted.UpgradeAsync())).Failure);
        await using var opened = new Database(database.ConnectionString, new Identifier("segue"));
        await Upgrade.RunAsync(await converted.LoadAsync(), opened, RevisionTarget.Head, new() { AcceptedEdits = AcceptedEdits.All }, Token);

        Assert.Null((await converted.UpgradeAsync()).Run);
    }

    [Fact]
    public async Task Comments_come_along_and_what_only_the_tool_understands_does_not()
    {
        await File.WriteAllTextAsync(Path.Combine(Old, "1_a.sql"), """
            -- +goose NO TRANSACTION
            -- +goose Up
            -- Why a.
            CREATE TABLE a (id int); -- done
            /* The index. */
            CREATE INDEX CONCURRENTLY a_id ON a (id);
            -- +goose StatementBegin
            CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $$ SELECT '${no_placeholder};' $$;
            -- +goose StatementEnd
            """, Token);
        await using var database = await postgres.NewDatabaseAsync();
        await using var old = new ForeignProject(database, Old, "goose");
        await using var converted = new ForeignProject(database, New, "segue");

        await ConvertAsync(old);
        await converted.UpgradeAsync();

        Assert.Equal("""
            -- revision: 1_a
            --
            -- a
            --
            -- goose has it as 1, in 1_a.sql.

            -- segue: upgrade
            -- segue: verbatim
            -- Why a.
            -- segue: no-transaction
            CREATE TABLE a (id int);
            -- done
            /* The index. */
            -- segue: no-transaction
            CREATE INDEX CONCURRENTLY a_id ON a (id);
            -- segue: no-transaction
            CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $$ SELECT '${no_placeholder};' $$;

            -- segue: downgrade
            -- segue: irreversible because nothing was written for goose that takes it back

            """, await File.ReadAllTextAsync(Path.Combine(New, "1_a.sql"), Token));
        Assert.Equal("${no_placeholder};", await database.ScalarAsync<string>("SELECT f()"));
    }

    [Fact]
    public async Task Line_ends_in_literals_and_bodies_stay_and_no_comment_is_lost()
    {
        await File.WriteAllTextAsync(
            Path.Combine(Old, "1_a.up.sql"),
            "-- segue: downgrade\r\nCREATE FUNCTION f() RETURNS text LANGUAGE sql AS $$\r\n SELECT 'x\r\ny';\r\n$$;\r\n-- Behind it.\r\n/* The end. */", Token);
        await File.WriteAllTextAsync(Path.Combine(Old, "1_a.down.sql"), "DROP FUNCTION f();", Token);
        await using var there = await postgres.NewDatabaseAsync();
        await using var here = await postgres.NewDatabaseAsync();
        await using var old = new ForeignProject(there, Old, "golang-migrate");
        await using var converted = new ForeignProject(here, New, "segue");

        await ConvertAsync(old);
        await old.UpgradeAsync();
        await converted.UpgradeAsync();

        Assert.Equal("x\r\ny", await there.ScalarAsync<string>("SELECT f()"));
        Assert.Equal("x\r\ny", await here.ScalarAsync<string>("SELECT f()"));
        Assert.Equal(await Catalog.ReadAsync(there), await Catalog.ReadAsync(here));
        var text = await File.ReadAllTextAsync(Path.Combine(New, "1_a.sql"), Token);
        Assert.Contains("-- was: segue: downgrade\nCREATE FUNCTION", text, StringComparison.Ordinal);
        Assert.Contains("$$;\n-- Behind it.\n/* The end. */\n\n-- segue: downgrade\n", text, StringComparison.Ordinal);
    }

    async Task ConvertAsync(ForeignProject old)
    {
        foreach (var (name, text) in await Conversion.OfAsync(await old.LoadAsync(), Token))
            await File.WriteAllTextAsync(Path.Combine(New, name), text, Token);
    }
}
