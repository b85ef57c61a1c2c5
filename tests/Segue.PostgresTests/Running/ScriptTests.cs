using System.Diagnostics;
using Npgsql;
using Segue.PostgresTests.Fixtures;
using Segue.Revisions;
using Segue.Running;
using Segue.Sql;

namespace Segue.PostgresTests.Running;

public sealed class ScriptTests(PostgresFixture postgres)
{
    [Fact]
    public async Task A_script_in_psql_leaves_the_same_database_and_journal_as_a_run()
    {
        await using var ran = await postgres.NewDatabaseAsync();
        await using var scripted = await postgres.NewDatabaseAsync();
        await using var project = Project(ran);
        await project.UpgradeAsync();
        var loaded = await project.LoadAsync();
        var plan = await Upgrade.PlanAsync(loaded, AppliedSet.Empty, RevisionTarget.Head, new(), TestContext.Current.CancellationToken);

        var first = await PsqlAsync(scripted, plan);
        var second = await PsqlAsync(scripted, plan);

        const string Journal = """
            SELECT string_agg(revision || state || title || checksum || token_checksum, ' ' ORDER BY revision) ||
            (SELECT string_agg(id || digest || outcome, ' ' ORDER BY ordinal) FROM segue.step) ||
            (SELECT purpose || outcome || plan_digest FROM segue.run) || (SELECT count(*) FROM b) ||
            (SELECT string_agg(name, '' ORDER BY name) FROM b)
            FROM segue.applied
            """;
        Assert.Equal((0, ""), first);
        Assert.Equal(await ran.ScalarAsync<string>(Journal), await scripted.ScalarAsync<string>(Journal));
        Assert.NotEqual(0, second.Code);
        Assert.Contains("another state of the database", second.Errors, StringComparison.Ordinal);
    }

    static TestProject Project(TestDatabase test) => new TestProject(test)
        .Revision("001_a", null, "-- segue: upgrade\nCREATE TABLE a (id int);\nCREATE INDEX CONCURRENTLY a_id ON a (id);\n\n-- segue: verify\nSELECT count(*) = 0 FROM a;")
        .Revision("002_b", "001_a", "CREATE TABLE b (id int, name text);\nCOPY b FROM STDIN;\n1\tit's \\\\ :here\n2\tb\n\\.\nINSERT INTO b VALUES (3, E'a\\\\b $1 :c');");

    static async Task<(int Code, string Errors)> PsqlAsync(TestDatabase test, Plan plan)
    {
        var file = Path.GetTempFileName();
        await using (var writer = new StreamWriter(file) { NewLine = "\n" })
            Script.Write(writer, plan, new Identifier("segue"), "default", new());
        var at = new NpgsqlConnectionStringBuilder(test.ConnectionString);
        using var psql = Process.Start(new ProcessStartInfo("psql", ["-X", "-q", "-o", "/dev/null", "-f", file, $"host={at.Host} port={at.Port} user={at.Username} dbname={at.Database}"])
        {
            RedirectStandardError = true,
        })!;
        var errors = await psql.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await psql.WaitForExitAsync(TestContext.Current.CancellationToken);
        File.Delete(file);
        return (psql.ExitCode, errors);
    }
}
