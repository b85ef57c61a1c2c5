using System.Text.Json.Nodes;
using Npgsql;
using Segue.PostgresTests.Fixtures;

namespace Segue.EndToEndTests;

/// <summary>A project on its way to head and back, as a person and as a program see it.</summary>
public sealed class UpgradeTests(PostgresFixture postgres) : IDisposable
{
    const string AppliedSet = "SELECT string_agg(revision || state || title || checksum, ' ' ORDER BY revision) FROM segue.applied";

    readonly Sandbox _box = new();

    public void Dispose() => _box.Dispose();

    [Fact]
    public async Task There_and_back_in_text()
    {
        await using var database = await postgres.NewDatabaseAsync();
        Project().On(database);

        Assert.Contains("base: nothing is applied", _box.Segue("status").Expect(0).Out, StringComparison.Ordinal);
        Assert.Contains("CREATE UNIQUE INDEX", _box.Segue("plan").Expect(0).Out, StringComparison.Ordinal);
        Assert.Contains("002_index/up/1", _box.Segue("upgrade", "--dry-run").Expect(0).Out, StringComparison.Ordinal);
        Assert.Null(await database.ScalarAsync<string>("SELECT to_regnamespace('segue')::text"));
        Assert.Contains("a mark needs a name", _box.Segue("upgrade", "--mark", "").Expect(2).Error, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("a mark needs a name", _box.Segue("mark", " ").Expect(2).Error, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("applied 1 revision", _box.Segue("upgrade", "001", "--mark", "before").Expect(0).Error, StringComparison.Ordinal);
        Assert.Contains("pending", _box.Segue("check").Expect(3).Out, StringComparison.Ordinal);
        var upgrade = _box.Segue("upgrade").Expect(0);
        Assert.Empty(upgrade.Out);
        Assert.Contains("applied 2 revisions", upgrade.Error, StringComparison.Ordinal);
        Assert.Contains("nothing to do", _box.Segue("upgrade").Expect(0).Error, StringComparison.Ordinal);
        _box.Segue("check").Expect(0);
        Assert.Equal("003_view (head)", _box.Segue("current").Expect(0).Lines.Single());
        Assert.Equal(["revision", "003_view", "002_index", "001_table"], _box.Segue("history").Expect(0).Lines.Select(line => line.Split(' ')[0]));
        _box.Segue("mark", "full").Expect(0);
        Assert.Contains("before", _box.Segue("mark").Expect(0).Out, StringComparison.Ordinal);
        Assert.Contains("three", _box.Segue("run", "003").Expect(0).Out, StringComparison.Ordinal);
        _box.Segue("downgrade", "base", "--yes").Expect(0);
        Assert.Null(await database.ScalarAsync<string>("SELECT to_regclass('track')::text"));
        Assert.Empty(_box.Segue("current").Expect(0).Out);
    }

    [Fact]
    public async Task There_and_back_as_documents()
    {
        await using var database = await postgres.NewDatabaseAsync();
        Project().On(database);

        Assert.Equal(3, Json("status")["pending"]!.AsArray().Count);
        Assert.Contains(Json("plan")["steps"]!.AsArray(), step => step!["unit"] is null && (string?)step["revision"] == "002_index");
        Assert.Equal(64, ((string?)Json("upgrade", "--dry-run")["digest"])!.Length);
        Assert.Contains("CREATE VIEW three", (string?)Json("upgrade", "--sql")["sql"], StringComparison.Ordinal);
        Assert.Equal(["001_table", "002_index", "003_view"], Strings(Json("upgrade", "--mark", "start")["revisions"]));
        Assert.Null(Json("upgrade")["run"]);
        Assert.Equal("003_view", (string?)Json("current")["current"]![0]!["revision"]);
        Assert.Equal(3, Json("history")["revisions"]!.AsArray().Count);
        Assert.Equal("start", (string?)Json("mark")["marks"]![0]!["name"]);
        Assert.Equal("three", (string?)Json("run", "003_view")["rows"]![0]!["values"]![0]![0]);
        Assert.Equal(["003_view", "002_index"], Strings(Json("downgrade", "-2", "--yes")["revisions"]));
        Assert.Equal("done", (string?)Json("status")["runs"]![0]!["outcome"]);
        Assert.Equal(3, (int?)_box.Segue("check", "-o", "json").Expect(3).Json["exitCode"]);
    }

    [Fact]
    public async Task Without_a_terminal_a_downgrade_needs_yes_and_does_nothing()
    {
        await using var database = await postgres.NewDatabaseAsync();
        Project().On(database).Segue("upgrade").Expect(0);
        var before = await database.ScalarAsync<string>(AppliedSet);

        var refused = _box.Segue("downgrade", "base").Expect(2);

        Assert.Contains("--yes", refused.Error, StringComparison.Ordinal);
        Assert.Equal(before, await database.ScalarAsync<string>(AppliedSet));
        Assert.Equal(1, await database.ScalarAsync<long>("SELECT count(*) FROM segue.run"));
    }

    [Fact]
    public async Task The_script_in_psql_leaves_the_same_applied_set()
    {
        await using var ran = await postgres.NewDatabaseAsync();
        await using var scripted = await postgres.NewDatabaseAsync();
        Project().On(ran);
        var script = _box.On(scripted).Segue("upgrade", "--sql").Expect(0).Out;
        Assert.Null(await scripted.ScalarAsync<string>("SELECT to_regnamespace('segue')::text"));
        _box.On(ran).Segue("upgrade").Expect(0);

        (await PsqlAsync(scripted, script)).Expect(0);

        Assert.Equal(await ran.ScalarAsync<string>(AppliedSet), await scripted.ScalarAsync<string>(AppliedSet));
        _box.On(scripted).Segue("check").Expect(0);
        (await PsqlAsync(scripted, _box.Segue("downgrade", "base", "--sql").Expect(0).Out)).Expect(0);
        Assert.Null(await scripted.ScalarAsync<string>("SELECT to_regclass('track')::text"));
        _box.Segue("check").Expect(3);
    }

    async Task<Outcome> PsqlAsync(TestDatabase database, string script)
    {
        var at = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        _box.Variables["PGPASSWORD"] = at.Password ?? "";
        var psql = _box.StartOther("psql", "-X", "-q", $"host={at.Host} port={at.Port} user={at.Username} dbname={at.Database}");
        await psql.StandardInput.WriteAsync(script);
        return await Sandbox.EndAsync(psql);
    }

    JsonNode Json(params string[] words)
    {
        var document = _box.Segue([.. words, "--output", "json"]).Expect(0).Json;
        Assert.Equal(1, (int?)document["version"]);
        return document;
    }

    static IEnumerable<string?> Strings(JsonNode? list) => list!.AsArray().Select(item => (string?)item);

    Sandbox Project() => _box
        .Revision("001_table", null, "-- segue: upgrade\nCREATE TABLE track (id int, title text);\n-- segue: downgrade\nDROP TABLE track;")
        .Revision("002_index", "001_table", "-- segue: upgrade\nCREATE UNIQUE INDEX CONCURRENTLY track_id ON track (id);\n-- segue: downgrade\nDROP INDEX CONCURRENTLY track_id;")
        .Revision("003_view", "002_index", "-- segue: upgrade\nCREATE VIEW three AS SELECT 'three' AS name;\n-- segue: downgrade\nDROP VIEW three;\n-- segue: run\nSELECT * FROM three;");
}
