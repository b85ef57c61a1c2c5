using Segue.PostgresTests.Fixtures;

namespace Segue.EndToEndTests;

/// <summary>What segue.json says about hooks and data, by environment.</summary>
public sealed class HookTests(PostgresFixture postgres) : IDisposable
{
    const string Artists = "SELECT string_agg(name, ' ' ORDER BY id) FROM artist";

    readonly Sandbox _box = new();

    public void Dispose() => _box.Dispose();

    [Fact]
    public async Task Each_environment_has_its_own_hooks_and_data_and_nothing_to_do_runs_none()
    {
        await using var development = await postgres.NewDatabaseAsync();
        await using var production = await postgres.NewDatabaseAsync();
        Project();

        _box.On(development).Segue("upgrade").Expect(0);
        _box.On(production).Segue("upgrade", "--env", "Production").Expect(0);
        var nothing = _box.On(development).Segue("upgrade").Expect(0);
        var logged = await development.ScalarAsync<long>("SELECT count(*) FROM log");
        _box.Write("seeds/development/artist.csv", "id,name\n1,Ana\n2,Bo");
        var again = _box.Segue("upgrade", "-o", "json").Expect(0).Json;

        Assert.Contains("nothing to do", nothing.Error, StringComparison.Ordinal);
        Assert.Equal(2, logged);
        Assert.Equal("Ana Bo", await development.ScalarAsync<string>(Artists));
        Assert.Equal("seeds.development.artist.csv", (string?)again["revisions"]!.AsArray().Single());
        Assert.Equal("Zoe", await production.ScalarAsync<string>(Artists));
        Assert.Equal(0, await production.ScalarAsync<long>("SELECT count(*) FROM log"));
    }

    [Fact]
    public async Task Hooks_and_data_stand_in_the_plan_and_in_the_script()
    {
        await using var database = await postgres.NewDatabaseAsync();
        Project().On(database);

        var plan = _box.Segue("upgrade", "--dry-run").Expect(0).Out;
        var script = _box.Segue("upgrade", "--sql").Expect(0).Out;

        Assert.Contains("001_a/up/after/1", plan, StringComparison.Ordinal);
        Assert.Contains("INSERT INTO log VALUES ('001_a')", script, StringComparison.Ordinal);
        Assert.Contains("1,Ada", script, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_finds_what_is_wrong_with_hooks_data_and_code()
    {
        Project();
        _box.Write("after.sql", "SELECT ${nothing};");
        _box.Write("seeds/development/no name.csv", "id\n1");
        _box.Write("versions/002_b.cs", "// revision: 002_b\n// revises: 001_a\n//\n// Broken.\n\nnonsense");

        var outcome = _box.Segue("check").Expect(2).Out;

        Assert.Contains("after.sql:1:", outcome, StringComparison.Ordinal);
        Assert.Contains("no name.csv:1:1", outcome, StringComparison.Ordinal);
        Assert.Contains("versions/002_b.cs:6:", outcome, StringComparison.Ordinal);
    }

    Sandbox Project()
    {
        _box.Write("segue.json", """
            {
              "project": "seeded",
              "hooks": { "afterRevision": ["after.sql"] },
              "environments": {
                "Development": { "seeds": ["seeds/development"] },
                "Production": { "seeds": ["seeds/production"], "hooks": { "afterRevision": [] } }
              }
            }
            """);
        _box.Write("after.sql", "INSERT INTO log VALUES (${segue.revision:literal});");
        _box.Write("seeds/development/artist.csv", "id,name\n1,Ada\n2,Bo\n");
        _box.Write("seeds/production/artist.csv", "id,name\n9,Zoe\n");
        return _box.Revision("001_a", null, "CREATE TABLE artist (id int PRIMARY KEY, name text);\nCREATE TABLE log (line text);");
    }
}
