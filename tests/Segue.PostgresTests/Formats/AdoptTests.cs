using Segue.Authoring;
using Segue.Formats;
using Segue.PostgresTests.Fixtures;
using Segue.Running;
using Segue.Sessions;
using Segue.Sql;

namespace Segue.PostgresTests.Formats;

/// <summary>Going on where another tool has stopped.</summary>
public sealed class AdoptTests(PostgresFixture postgres) : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("segue-adopt-").FullName;

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(SmallFolder.Formats), MemberType = typeof(SmallFolder))]
    public async Task What_the_tool_has_applied_counts_and_the_rest_is_applied(string format)
    {
        await using var database = await postgres.NewDatabaseAsync();
        SmallFolder.Write(format, _folder);
        await database.ExecuteAsync(SmallFolder.HistoryOfTwo(format));
        await using var project = new ForeignProject(database, _folder, format);
        var ids = (await project.LoadAsync()).Graph.All.Select(revision => revision.Id).ToList();

        var adopted = await AdoptAsync(database, project, format);
        var again = await AdoptAsync(database, project, format);
        var rest = await project.UpgradeAsync();

        Assert.Equal(ids[..2], adopted.Revisions);
        Assert.Null(again.Run);
        Assert.Equal(ids[2..], rest.Revisions);
        Assert.Equal("a b c", await database.ScalarAsync<string>("SELECT string_agg(relname, ' ' ORDER BY relname) FROM pg_class WHERE relname IN ('a', 'b', 'c')"));
        Assert.StartsWith("adopt ", await database.ScalarAsync<string>("SELECT purpose FROM segue.run ORDER BY started_at LIMIT 1"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(SmallFolder.Formats), MemberType = typeof(SmallFolder))]
    public async Task A_database_that_the_tool_has_not_seen_has_nothing_to_adopt(string format)
    {
        await using var database = await postgres.NewDatabaseAsync();
        SmallFolder.Write(format, _folder);
        await using var project = new ForeignProject(database, _folder, format);

        Assert.Null((await AdoptAsync(database, project, format)).Run);
        Assert.Empty(await project.AppliedAsync());
    }

    [Theory]
    [InlineData("golang-migrate", "UPDATE schema_migrations SET dirty = true")]
    [InlineData("sqlx", "UPDATE _sqlx_migrations SET success = false WHERE version = 2")]
    [InlineData("flyway", "UPDATE flyway_schema_history SET success = false WHERE version = '1.2'")]
    public async Task What_the_tool_left_half_way_is_refused(string format, string half)
    {
        await using var database = await postgres.NewDatabaseAsync();
        SmallFolder.Write(format, _folder);
        await database.ExecuteAsync(SmallFolder.HistoryOfTwo(format) + half);
        await using var project = new ForeignProject(database, _folder, format);

        var refused = await Assert.ThrowsAsync<SegueException>(() => AdoptAsync(database, project, format));

        Assert.Equal(Failure.HalfWay, refused.Failure);
        Assert.Matches(@"version (1\.)?2:", refused.Message);
        Assert.Empty(await project.AppliedAsync());
    }

    [Fact]
    public async Task What_has_no_file_and_what_was_left_out_is_told()
    {
        await using var database = await postgres.NewDatabaseAsync();
        SmallFolder.Write("dbmate", _folder);
        await database.ExecuteAsync("CREATE SCHEMA old; CREATE TABLE old.migrations (version text); INSERT INTO old.migrations VALUES ('20260101000002'), ('20250101')");
        await using var project = new ForeignProject(database, _folder, "dbmate");

        var adoption = await ReadAsync(database, project, "dbmate", "old.migrations");

        Assert.Equal(["20260101000002_b"], adoption!.Applied.Select(revision => revision.Id));
        Assert.Equal(["20260101000001_a"], adoption.Gaps.Select(revision => revision.Id));
        Assert.Equal(["20250101"], adoption.WithoutFile);
    }

    [Theory]
    [InlineData("1.2", 2)]
    [InlineData("0.9", 0)]
    [InlineData("1.2.5", 2)]
    public async Task A_baseline_of_Flyway_counts_with_all_up_to_it(string version, int applied)
    {
        await using var database = await postgres.NewDatabaseAsync();
        SmallFolder.Write("flyway", _folder);
        await database.ExecuteAsync(SmallFolder.HistoryOfTwo("flyway")
            + $"TRUNCATE flyway_schema_history; INSERT INTO flyway_schema_history (installed_rank, version, description, type, success) VALUES (1, '{version}', 'there', 'BASELINE', true)");
        await using var project = new ForeignProject(database, _folder, "flyway");

        Assert.Equal(applied, (await ReadAsync(database, project, "flyway", null))!.Applied.Length);
    }

    [Fact]
    public async Task A_version_that_all_else_depends_on_and_that_has_no_file_is_refused()
    {
        await using var database = await postgres.NewDatabaseAsync();
        SmallFolder.Write("golang-migrate", _folder);
        await database.ExecuteAsync(SmallFolder.HistoryOfTwo("golang-migrate") + "UPDATE schema_migrations SET version = 7");
        await using var project = new ForeignProject(database, _folder, "golang-migrate");

        var refused = await Assert.ThrowsAsync<SegueException>(() => ReadAsync(database, project, "golang-migrate", null));

        Assert.Equal(Failure.Graph, refused.Failure);
        Assert.Contains("version 7", refused.Problems.Single().Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_sets_of_one_author_and_id_are_told_apart_by_their_files()
    {
        await using var database = await postgres.NewDatabaseAsync();
        foreach (var (file, table) in new[] { ("1_a.sql", "a"), ("2_b.sql", "b") })
            await File.WriteAllTextAsync(Path.Combine(_folder, file), $"--liquibase formatted sql\n--changeset ada:1\nCREATE TABLE {table} (id int);\n", Token);
        await database.ExecuteAsync(SmallFolder.HistoryOfTwo("liquibase")
            + @"TRUNCATE databasechangelog; INSERT INTO databasechangelog (id, author, filename) VALUES ('1', 'ada', 'db\1_a.sql')");
        await using var project = new ForeignProject(database, _folder, "liquibase");

        Assert.Equal(["1_a.ada.1"], (await ReadAsync(database, project, "liquibase", null))!.Applied.Select(revision => revision.Id));
    }

    [Fact]
    public async Task Changes_of_another_project_in_the_registry_of_Sqitch_are_not_this_ones()
    {
        await using var database = await postgres.NewDatabaseAsync();
        SmallFolder.Write("sqitch", _folder);
        await database.ExecuteAsync(SmallFolder.HistoryOfTwo("sqitch") + "UPDATE sqitch.changes SET project = 'other' WHERE change = 'a'");
        await using var project = new ForeignProject(database, _folder, "sqitch");

        var adoption = await ReadAsync(database, project, "sqitch", null);

        Assert.Equal(["b"], adoption!.Applied.Select(revision => revision.Id));
        Assert.Equal(["other:a 2026-01-01T10:00:00Z"], adoption.WithoutFile);
    }

    static async Task<RunResult> AdoptAsync(TestDatabase test, ForeignProject project, string format)
    {
        await using var database = new Database(test.ConnectionString, new Identifier("segue"));
        return await Adopt.RunAsync(await project.LoadAsync(), database, KnownFormats.Find(format)!, null, new(), Token);
    }

    static async Task<Adoption?> ReadAsync(TestDatabase test, ForeignProject project, string format, string? table)
    {
        await using var database = new Database(test.ConnectionString, new Identifier("segue"));
        await using var session = await database.OpenAsync(Token);
        return await Adopt.ReadAsync(session, await project.LoadAsync(), KnownFormats.Find(format)!, table is null ? null : QualifiedName.Parse(table), Token);
    }
}
