using Segue.PostgresTests.Fixtures;

namespace Segue.EndToEndTests;

/// <summary>Two branches that were written at the same time become one line again.</summary>
public sealed class RebaseTests(PostgresFixture postgres) : IDisposable
{
    const string Theirs = "-- revision: 002_theirs\n-- revises: 001_a\n\n-- segue: upgrade\nSELECT 1;\n";

    // A byte order mark, CRLF, blanks at line ends, upper case and no line end at the end: all of it must stay.
    const string Mine = "\uFEFF-- Revision: 002_mine\r\n--   REVISES :  001_a \t\r\n-- labels: mine\r\n--\r\n-- Größe.\r\n\r\n-- segue: upgrade\r\nSELECT '001_a';\r\n-- segue: downgrade\nSELECT 1";

    const string Next = "-- revision: 003_next\n-- revises: 002_mine\n-- depends-on: 002_mine\n\n-- segue: upgrade\nSELECT 1;\n-- segue: downgrade\nSELECT 2;\n";

    readonly Sandbox _box = new();

    public void Dispose() => _box.Dispose();

    [Fact]
    public void Only_the_line_that_says_what_it_stands_on_changes()
    {
        Fork();
        var outcome = _box.Segue("rebase", "mine").Expect(0);
        Assert.Contains("no database was asked", outcome.Error, StringComparison.Ordinal);
        Assert.Equal(["versions/002_mine.sql", "  < --   REVISES :  001_a \t", "  > --   REVISES :  002_theirs \t"], outcome.Lines);
        Assert.Equal(Mine.Replace("001_a \t", "002_theirs \t", StringComparison.Ordinal), Raw("versions/002_mine.sql"));
        Assert.Equal(Next, Raw("versions/003_next.sql"));
        Assert.Equal(Theirs, Raw("versions/002_theirs.sql"));
        Assert.Equal("003_next", Head());
        _box.Segue("check").Expect(0);
        Assert.Contains("nothing has to move", _box.Segue("rebase").Expect(0).Error, StringComparison.Ordinal);
        Assert.Contains("nothing has to move", _box.Segue("rebase", "mine", "--onto", "002_theirs").Expect(0).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dry_run_shows_the_same_and_changes_nothing()
    {
        Fork();
        var shown = _box.Segue("rebase", "003", "--renumber", "--dry-run", "-o", "json").Expect(0).Json;
        Assert.Equal(["002_mine", "003_next"], shown["moved"]!.AsArray().Select(id => (string?)id));
        Assert.Equal("versions/003_mine.sql", (string?)shown["files"]![0]!["newFile"]);
        Assert.Equal("-- depends-on: 003_mine", (string?)shown["files"]![1]!["lines"]![2]!["after"]);
        Assert.Equal((Mine, Next, Theirs), (Raw("versions/002_mine.sql"), Raw("versions/003_next.sql"), Raw("versions/002_theirs.sql")));
        Assert.Equal(3 + 1, Directory.GetFiles(Path.Combine(_box.Folder, "versions")).Length);
    }

    [Fact]
    public void Renumbered_the_files_the_ids_and_all_that_names_them_follow()
    {
        Fork();
        _box.Write("versions/003_theirs.sql", "-- revision: 003_theirs\n-- revises: 002_theirs\n");
        _box.Segue("rebase", "mine", "--renumber").Expect(0);
        Assert.Equal(
            ["001_a.sql", "002_theirs.sql", "003_theirs.sql", "004_mine.sql", "005_next.sql"],
            Directory.GetFiles(Path.Combine(_box.Folder, "versions")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(
            Mine.Replace("Revision: 002_mine", "Revision: 004_mine", StringComparison.Ordinal).Replace("001_a \t", "003_theirs \t", StringComparison.Ordinal), Raw("versions/004_mine.sql"));
        Assert.Equal(
            Next.Replace("002_mine", "004_mine", StringComparison.Ordinal).Replace("003_next", "005_next", StringComparison.Ordinal), Raw("versions/005_next.sql"));
        Assert.Equal("005_next", Head());
        _box.Segue("check").Expect(0);
    }

    [Fact]
    public void A_base_gets_a_line_and_a_merge_with_what_lies_below_loses_a_parent()
    {
        _box.Write("versions/a.sql", "-- revision: a\n");
        _box.Write("versions/b.sql", "-- revision: b\n-- revises: a\n");
        _box.Write("versions/x.sql", "-- Revision: x\r\nSELECT 1;\r\n");
        _box.Write("versions/y.sql", "-- revision: y\n-- revises: a, x\n");
        _box.Segue("rebase", "y").Expect(0);
        Assert.Equal("-- Revision: x\r\n-- revises: b\r\nSELECT 1;\r\n", Raw("versions/x.sql"));
        Assert.Equal("-- revision: y\n-- revises: x\n", Raw("versions/y.sql"));
        Assert.Equal("y", Head());
    }

    [Fact]
    public void What_cannot_stand_there_is_refused_and_choices_are_named()
    {
        Fork();
        var several = _box.Segue("rebase").Expect(8);
        Assert.Contains("segue rebase 003_next --onto 002_theirs", several.Error, StringComparison.Ordinal);
        Assert.Contains("segue rebase 002_theirs --onto 003_next", several.Error, StringComparison.Ordinal);
        _box.Write("versions/002_theirs.sql", Theirs.Replace("001_a\n", "001_a\n-- depends-on: 002_mine\n", StringComparison.Ordinal));
        Assert.Contains("which stands on it", _box.Segue("rebase", "002_mine", "--onto", "003").Expect(8).Error, StringComparison.Ordinal);
        Assert.Contains("which it is", _box.Segue("rebase", "mine", "--onto", "mine").Expect(8).Error, StringComparison.Ordinal);
        Assert.Contains("in a circle", _box.Segue("rebase", "mine").Expect(8).Error, StringComparison.Ordinal);
        Assert.Equal(Mine, Raw("versions/002_mine.sql"));
    }

    [Fact]
    public async Task What_a_known_database_has_stays_where_it_is_and_what_none_has_moves()
    {
        await using var development = await postgres.NewDatabaseAsync();
        await using var production = await postgres.NewDatabaseAsync();
        Fork();
        Settings($$"""
            { "connection": "{{development.ConnectionString}}",
              "environments": { "Production": { "connection": "{{production.ConnectionString}}", "schema": "ours" }, "Silent": {} } }
            """);
        _box.Segue("upgrade", "002_theirs").Expect(0);
        _box.Segue("upgrade", "002_mine", "--env", "Production").Expect(0);

        var refused = _box.Segue("rebase", "mine").Expect(8);
        Assert.Contains("Production has 002_mine", refused.Error, StringComparison.Ordinal);
        Assert.Contains("Development has 002_theirs", _box.Segue("rebase", "002_theirs", "--onto", "003").Expect(8).Error, StringComparison.Ordinal);
        Assert.Equal((Mine, Theirs), (Raw("versions/002_mine.sql"), Raw("versions/002_theirs.sql")));

        _box.Segue("downgrade", "001", "--env", "Production", "--yes").Expect(0);
        var moved = _box.Segue("rebase", "-o", "json").Expect(0).Json;
        Assert.Equal(("002_theirs", "002_mine"), ((string?)moved["onto"], (string?)moved["moved"]![0]));
        Assert.Equal(["Development", "Production"], moved["asked"]!.AsArray().Select(name => (string?)name));
        Assert.Equal("003_next", Head());
        _box.Segue("upgrade").Expect(0);
        _box.Segue("upgrade", "--env", "Production").Expect(0);
        _box.Segue("check").Expect(0);
    }

    [Fact]
    public void An_environment_whose_database_is_not_known_here_is_a_refusal_until_it_is_named()
    {
        Fork();
        Settings("""{ "environments": { "Development": {}, "Production": {} } }""");
        var refused = _box.Segue("rebase", "mine").Expect(8);
        Assert.Contains("Development cannot be asked: no connection to it is configured here", refused.Error, StringComparison.Ordinal);
        Assert.Contains("--without-asking Production", refused.Error, StringComparison.Ordinal);
        Assert.Equal(Mine, Raw("versions/002_mine.sql"));
        var moved = _box.Segue("rebase", "mine", "--without-asking", "Development", "--without-asking", "Production").Expect(0);
        Assert.Contains("not Development, Production, as you said", moved.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_cannot_be_asked_is_a_refusal_without_its_secrets()
    {
        await using var database = await postgres.NewDatabaseAsync();
        Fork();
        Settings("""
            { "environments": { "Production": { "connection": "Host=127.0.0.1;Port=1;Username=me;Password=geheim;Database=music" }, "Staging": { "connectionName": "nowhere" } } }
            """);
        _box.On(database);
        var refused = _box.Segue("rebase", "mine").Expect(8);
        Assert.Contains("Production cannot be asked: No connection to the database \"music\"", refused.Error, StringComparison.Ordinal);
        Assert.Contains("Staging cannot be asked: There is no connection string 'nowhere'", refused.Error, StringComparison.Ordinal);
        Assert.Contains("--without-asking Production", refused.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", refused.Error, StringComparison.Ordinal);
        Assert.Equal(Mine, Raw("versions/002_mine.sql"));
        Assert.Contains("did you mean 'Production'?", _box.Segue("rebase", "mine", "--without-asking", "Prodution").Expect(2).Error, StringComparison.Ordinal);
        _box.Segue("rebase", "mine", "--without-asking", "production", "--without-asking", "Staging").Expect(0);
        Assert.Equal("003_next", Head());
    }

    void Fork()
    {
        _box.Write("versions/001_a.sql", "-- revision: 001_a\n\n-- segue: upgrade\nSELECT 1;\n");
        _box.Write("versions/002_theirs.sql", Theirs);
        _box.Write("versions/002_mine.sql", Mine);
        _box.Write("versions/003_next.sql", Next);
    }

    void Settings(string text) => _box.Write("segue.json", text);

    // Not File.ReadAllText, which swallows the byte order mark.
    string Raw(string file) => System.Text.Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(_box.Folder, file)));

    string Head() => (string)_box.Segue("heads", "-o", "json").Expect(0).Json["heads"]!.AsArray().Single()!["id"]!;
}
