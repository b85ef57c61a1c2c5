using Segue.PostgresTests.Fixtures;

namespace Segue.EndToEndTests;

/// <summary>What Alembic was measured to get wrong, in the order it was found.</summary>
public sealed class AlembicMistakesTests(PostgresFixture postgres) : IDisposable
{
    readonly Sandbox _box = new();

    public void Dispose() => _box.Dispose();

    [Fact]
    public async Task E1_Three_processes_at_once_on_an_empty_database_all_succeed()
    {
        await using var database = await postgres.NewDatabaseAsync();
        Linear(database);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Sandbox.EndAsync(_box.Start("upgrade", "head"))));

        Assert.All(outcomes, outcome => outcome.Expect(0));
        Assert.Equal(["001_a", "002_b", "003_c"], await AppliedAsync(database));
    }

    [Fact]
    public async Task E2_Three_processes_carry_out_one_pending_revision_once_also_outside_a_transaction()
    {
        await using var database = await postgres.NewDatabaseAsync();
        await database.ExecuteAsync("CREATE TABLE done (what text)");
        _box.On(database).Revision("001_a", null, """
            INSERT INTO done SELECT 'before' FROM pg_sleep(1);
            CREATE INDEX CONCURRENTLY done_what ON done (what);
            INSERT INTO done VALUES ('after');
            """);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Sandbox.EndAsync(_box.Start("upgrade", "head"))));

        Assert.All(outcomes, outcome => outcome.Expect(0));
        Assert.Equal(["after", "before"], await database.ColumnAsync<string>("SELECT what FROM done ORDER BY what"));
    }

    [Fact]
    public async Task E3_After_a_failure_behind_a_statement_that_is_committed_the_next_run_resumes()
    {
        await using var database = await postgres.NewDatabaseAsync();
        _box.On(database).Revision("001_a", null, """
            CREATE TABLE a (id int);
            CREATE INDEX CONCURRENTLY a_id ON a (id);
            INSERT INTO missing VALUES (1);
            """);

        Assert.Contains("missing", _box.Segue("upgrade").Expect(10).Error, StringComparison.Ordinal);
        Assert.Contains("001_a", _box.Segue("status").Expect(10).Out, StringComparison.Ordinal);
        await database.ExecuteAsync("CREATE TABLE missing (id int)");
        _box.Segue("upgrade").Expect(0);

        Assert.Equal(["001_a"], await AppliedAsync(database));
    }

    [Fact]
    public async Task E4_An_ancestor_inserted_below_what_is_applied_is_a_gap_that_is_told_and_closed()
    {
        await using var database = await postgres.NewDatabaseAsync();
        Linear(database).Segue("upgrade", "002_b").Expect(0);
        Write("0015_between", "-- revises: 001_a", Table("between_a_and_b"));
        Write("002_b", "-- revises: 0015_between", Table("b"));

        Assert.Equal(["0015_between"], Strings(_box.Segue("status", "-o", "json").Expect(0), "gaps"));
        Assert.Equal(["0015_between"], Strings(_box.Segue("current", "-o", "json").Expect(0), "gaps"));
        Assert.Contains("0015_between", _box.Segue("current", "--check").Expect(3).Error, StringComparison.Ordinal);
        Assert.Contains("0015_between", _box.Segue("plan", "002_b", "--accept-edits", "comments").Expect(0).Out, StringComparison.Ordinal);
        _box.Segue("upgrade", "002_b", "--accept-edits", "comments").Expect(0);

        Assert.Equal(["0015_between", "001_a", "002_b"], await AppliedAsync(database));
        Assert.Equal("between_a_and_b", await database.ScalarAsync<string>("SELECT to_regclass('between_a_and_b')::text"));
    }

    [Fact]
    public async Task E5_An_edited_file_is_noticed()
    {
        await using var database = await postgres.NewDatabaseAsync();
        Linear(database).Segue("upgrade").Expect(0);
        Write("002_b", "-- revises: 001_a", Table("other"));

        Assert.Contains("002_b", _box.Segue("upgrade").Expect(9).Error, StringComparison.Ordinal);
        Assert.Contains("002_b", _box.Segue("status").Expect(0).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task E6_What_is_applied_without_a_file_is_told_everywhere_and_can_be_recovered_from()
    {
        await using var database = await postgres.NewDatabaseAsync();
        Linear(database).Segue("upgrade", "002_b").Expect(0);
        File.Delete(Path.Combine(_box.Folder, "versions", "002_b.sql"));
        Write("003_c", "-- revises: 001_a", Table("c"));

        var current = _box.Segue("current").Expect(0);
        Assert.Equal(["001_a", "002_b (no file here)"], current.Lines);
        Assert.Contains("segue stamp --purge", current.Error, StringComparison.Ordinal);
        _box.Segue("current", "--check").Expect(8);
        Assert.Equal(["002_b"], Strings(_box.Segue("status", "-o", "json").Expect(0), "orphans"));
        Assert.Equal(["002_b"], Strings(_box.Segue("history", "-i", "-o", "json").Expect(0), "orphans"));
        var refused = _box.Segue("upgrade").Expect(8);
        Assert.Contains("002_b", refused.Error, StringComparison.Ordinal);
        Assert.Contains("segue stamp --purge", refused.Error, StringComparison.Ordinal);

        _box.Segue("stamp", "--purge", "001_a", "--yes").Expect(0);
        _box.Segue("upgrade").Expect(0);
        Assert.Equal(["001_a", "003_c"], await AppliedAsync(database));
    }

    [Fact]
    public async Task E7_Current_checks_the_effective_heads()
    {
        await using var database = await postgres.NewDatabaseAsync();
        Branches(database);

        Assert.Contains("shop2", _box.Segue("current", "--check").Expect(3).Error, StringComparison.Ordinal);
        _box.Segue("upgrade", "heads").Expect(0);
        foreach (var spelling in (string[])["--check", "--check-heads", "-c"])
            _box.Segue("current", spelling).Expect(0);
        Assert.Equal(["shop2 (head)"], _box.Segue("current").Expect(0).Lines);
        Assert.True((bool?)_box.Segue("current", "-o", "json").Json["atHeads"]);
        Assert.Equal(["acc2", "shop2"], Ids(_box.Segue("heads", "-o", "json"), "heads").Order());
        Assert.Equal(["shop2"], Ids(_box.Segue("heads", "--resolve-dependencies", "-o", "json"), "heads"));
    }

    [Theory]
    [InlineData("acc1:", "acc2 acc1")]
    [InlineData("acc1:shop2", "shop2 acc2 acc1")]
    [InlineData("shop1:", "shop2 shop1")]
    [InlineData("shop:", "shop2 shop1")]
    [InlineData(":shop@head", "shop2 shop1 acc2 acc1")]
    [InlineData("shop@base:", "shop2 shop1 acc2 acc1")]
    [InlineData(":acc2", "acc2 acc1")]
    [InlineData("-1:", "shop2 shop1 acc2 acc1")]
    [InlineData("shop2-1:", "shop2 shop1")]
    [InlineData("acc@heads-1:", "acc2 acc1")]
    [InlineData("acc1:+1", "acc2 acc1")]
    [InlineData(":", "shop2 shop1 acc2 acc1")]
    public void E8_Ranges_of_the_history_have_an_answer_also_where_branches_depend_on_each_other(string range, string expected)
    {
        Branches(null);
        var shown = Ids(_box.Segue("history", "-r", range, "-o", "json"), "revisions").ToList();

        Assert.Equal(expected.Split(' ').Order(), shown.Order());
        Assert.Equal(shown, _box.Segue("history", "--rev-range", range).Expect(0).Lines.Skip(1).Select(line => line.Split(' ')[0]));
        Assert.Equal(shown.Order().Select(id => $"revision    {id}"), _box.Segue("history", "-v", $"-r={range}").Expect(0).Lines
            .Where(line => line.StartsWith("revision ", StringComparison.Ordinal)).Select(line => line.Split(" (")[0]).Order());
    }

    [Fact]
    public async Task E9_A_downgrade_by_one_from_two_heads_is_refused_with_the_choices_and_takes_nothing_back()
    {
        await using var database = await postgres.NewDatabaseAsync();
        Linear(database);
        Write("004_d", "-- revises: 002_b", Table("d"));
        _box.Segue("upgrade", "heads").Expect(0);

        var refused = _box.Segue("downgrade", "-1", "--yes").Expect(8);

        Assert.Contains("003_c (versions/003_c.sql), 004_d (versions/004_d.sql)", refused.Error, StringComparison.Ordinal);
        Assert.Contains("003_c@-1, 004_d@-1", refused.Error, StringComparison.Ordinal);
        Assert.Equal(4, (await AppliedAsync(database)).Count);
        _box.Segue("downgrade", "004_d@-1", "--yes").Expect(0);
        Assert.Equal(["001_a", "002_b", "003_c"], await AppliedAsync(database));
    }

    [Fact]
    public async Task A_downgrade_of_a_branch_names_what_falls_in_others_and_asks()
    {
        await using var database = await postgres.NewDatabaseAsync();
        Branches(database).Segue("upgrade", "heads").Expect(0);

        var asked = _box.Segue("downgrade", "acc@base").Expect(2);
        Assert.Contains("falls what stands on it in other branches: shop2.", asked.Error, StringComparison.Ordinal);
        Assert.Contains("the same with --yes", asked.Error, StringComparison.Ordinal);
        Assert.Contains("in other branches: shop2.", _box.Segue("downgrade", "acc@base", "--dry-run").Expect(0).Error, StringComparison.Ordinal);
        Assert.Equal(4, (await AppliedAsync(database)).Count);
        Assert.DoesNotContain("other branches", _box.Segue("downgrade", "shop@base").Expect(2).Error, StringComparison.Ordinal);

        _box.Segue("downgrade", "acc@base", "--yes").Expect(0);
        Assert.Equal(["shop1"], await AppliedAsync(database));
    }

    [Fact]
    public async Task Relative_identifiers_and_current_work_in_every_command()
    {
        await using var database = await postgres.NewDatabaseAsync();
        Linear(database);
        _box.Segue("upgrade", "+2").Expect(0);
        Assert.Equal("002_b", Shown("current"));
        Assert.Equal("001_a", Shown("-1"));
        Assert.Equal("003_c", Shown("+1"));
        Assert.Equal("002_b", Shown("head-1"));
        Assert.Equal("002_b", Shown("001+1"));
        Assert.Equal(["003_c", "002_b"], Ids(_box.Segue("history", "-r", "current:", "-o", "json"), "revisions"));
        Assert.Equal(["002_b", "001_a"], Ids(_box.Segue("history", "-r", "-1:current", "-o", "json"), "revisions"));
        Assert.Equal("002_b", _box.Segue("history", "-i").Lines.Single(line => line.Contains("current", StringComparison.Ordinal)).Split(' ')[0]);
        Assert.Contains("003_c", _box.Segue("plan", "current+1").Expect(0).Out, StringComparison.Ordinal);
        _box.Segue("run", "+1").Expect(0);
        Assert.Equal(["001_a", "002_b", "003_c"], await AppliedAsync(database));
        _box.Segue("stamp", "-1", "--yes").Expect(0);
        Assert.Equal(["001_a", "002_b"], await AppliedAsync(database));
        _box.Segue("revision", "-m", "next", "--head", "head-1", "--splice").Expect(0);
        _box.Segue("downgrade", "002_b-1", "--yes").Expect(0);
        Assert.Equal(["001_a"], await AppliedAsync(database));
    }

    [Fact]
    public void Branches_show_where_the_lines_part()
    {
        Linear(null);
        Write("004_d", "-- revises: 002_b\n-- labels: side", Table("d"));

        Assert.Equal(["002_b (branch point)", "    -> 003_c (head)", "    -> 004_d (head, side)"], _box.Segue("branches").Expect(0).Lines);
        Assert.Contains("    -> 003_c (head)  Title of 003_c.", _box.Segue("branches", "-v").Expect(0).Lines);
        var branch = _box.Segue("branches", "-o", "json").Json["branches"]![0]!;
        Assert.Equal("002_b", (string?)branch["revision"]!["id"]);
        Assert.Equal(["003_c", "004_d"], branch["children"]!.AsArray().Select(child => (string?)child!["id"]));
        Assert.Contains("Title of 004_d.", _box.Segue("heads", "-v").Expect(0).Out, StringComparison.Ordinal);
    }

    /// <summary>001_a, 002_b, 003_c in a row.</summary>
    Sandbox Linear(TestDatabase? database)
    {
        On(database);
        Write("001_a", "", Table("a"));
        Write("002_b", "-- revises: 001_a", Table("b"));
        Write("003_c", "-- revises: 002_b", Table("c"));
        return _box;
    }

    /// <summary>Two bases; the head of one depends on the head of the other.</summary>
    Sandbox Branches(TestDatabase? database)
    {
        On(database);
        Write("acc1", "-- labels: acc", Table("acc1"));
        Write("acc2", "-- revises: acc1", Table("acc2"));
        Write("shop1", "-- labels: shop", Table("shop1"));
        Write("shop2", "-- revises: shop1\n-- depends-on: acc2", Table("shop2"));
        return _box;
    }

    void On(TestDatabase? database)
    {
        if (database is not null)
            _box.On(database);
    }

    void Write(string id, string header, string text) => _box.Write(
        $"versions/{id}.sql", $"-- revision: {id}\n{(header.Length == 0 ? "" : header + "\n")}--\n-- Title of {id}.\n\n{text}\n");

    static string Table(string name) => $"-- segue: upgrade\nCREATE TABLE {name} (id int);\n-- segue: downgrade\nDROP TABLE {name};";

    string? Shown(string revision) => (string?)_box.Segue("show", revision, "-o", "json").Expect(0).Json["revision"]!["id"];

    static IEnumerable<string?> Ids(Outcome outcome, string list) => outcome.Expect(0).Json[list]!.AsArray().Select(line => (string?)line!["id"]);

    static IEnumerable<string?> Strings(Outcome outcome, string list) => outcome.Json[list]!.AsArray().Select(text => (string?)text);

    static Task<IReadOnlyList<string>> AppliedAsync(TestDatabase database) =>
        database.ColumnAsync<string>("""SELECT revision FROM segue.applied WHERE state = 'applied' ORDER BY revision COLLATE "C" """);
}
