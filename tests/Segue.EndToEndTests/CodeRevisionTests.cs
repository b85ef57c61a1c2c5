using System.Text;
using Segue.PostgresTests.Fixtures;
using Segue.Tests.House;

namespace Segue.EndToEndTests;

/// <summary>Revisions in C#, in the program and by themselves.</summary>
public sealed class CodeRevisionTests(PostgresFixture postgres) : IDisposable
{
    const string Plain = """
        using Segue.Revisions;

        sealed class Table : CodeRevision
        {
            public override Task UpgradeAsync(PlanWriter plan, CancellationToken cancellationToken)
            {
                plan.Sql("CREATE TABLE made (id int)");
                return Task.CompletedTask;
            }

            public override Task DowngradeAsync(PlanWriter plan, CancellationToken cancellationToken)
            {
                plan.Sql("DROP TABLE made");
                return Task.CompletedTask;
            }
        }
        """;

    const string Asking = """
        using Segue.Revisions;

        sealed class Asking : CodeRevision
        {
            public override async Task UpgradeAsync(PlanWriter plan, CancellationToken cancellationToken) =>
                await plan.AskAsync<long>("SELECT count(*) FROM made", cancellationToken);
        }
        """;

    readonly Sandbox _box = new();

    public void Dispose() => _box.Dispose();

    [Fact]
    public async Task There_and_back()
    {
        await using var database = await postgres.NewDatabaseAsync();
        Write("001_made", null, Plain).Revision("002_sql", "001_made", "-- segue: upgrade\nCREATE INDEX ON made (id);\n-- segue: downgrade\nDROP INDEX made_id_idx;").On(database);

        Assert.Contains("CREATE TABLE made", _box.Segue("show", "001").Expect(0).Out, StringComparison.Ordinal);
        Assert.Contains("001_made/up/1", _box.Segue("upgrade", "--dry-run", "--offline").Expect(0).Out, StringComparison.Ordinal);
        Assert.Contains("CREATE TABLE made", _box.Segue("upgrade", "--sql", "--offline").Expect(0).Out, StringComparison.Ordinal);
        Assert.Contains("applied 2 revisions", _box.Segue("upgrade").Expect(0).Error, StringComparison.Ordinal);
        _box.Segue("check").Expect(0);
        _box.Segue("downgrade", "base", "--yes").Expect(0);
        Assert.Null(await database.ScalarAsync<string>("SELECT to_regclass('made')::text"));
    }

    [Fact]
    public async Task A_new_one_is_written_from_a_template_and_runs_as_it_is()
    {
        await using var database = await postgres.NewDatabaseAsync();
        _box.Revision("001_sql", null, "-- segue: upgrade\nSELECT 1;\n-- segue: downgrade\nSELECT 1;").On(database);

        Assert.Equal("versions/002_fill_in.cs", _box.Segue("revision", "-m", "fill in", "--cs", "--branch-label", "filling").Expect(0).Lines.Single());
        _box.Segue("check").Expect(3);
        Assert.Contains("applied 2 revisions", _box.Segue("upgrade").Expect(0).Error, StringComparison.Ordinal);
        _box.Segue("downgrade", "base", "--yes").Expect(0);
        Assert.Contains("exclude each other", _box.Segue("revision", "-m", "x", "--cs", "--repeatable").Expect(2).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_asks_is_told_of_in_a_dry_run_and_refused_in_a_script()
    {
        await using var database = await postgres.NewDatabaseAsync();
        Write("001_made", null, Plain);
        Write("002_asks", "001_made", Asking).On(database);

        var plan = _box.Segue("plan").Expect(0);
        var offline = _box.Segue("upgrade", "--dry-run", "--offline").Expect(2);
        var script = _box.Segue("upgrade", "--sql").Expect(2);

        Assert.Contains("later: 002_asks asks the database", plan.Out, StringComparison.Ordinal);
        Assert.Equal("002_asks", (string?)_box.Segue("plan", "-o", "json").Expect(0).Json["later"]![0]);
        Assert.Contains("002_asks asks the database", offline.Error, StringComparison.Ordinal);
        Assert.Contains("002_asks asks the database", script.Error, StringComparison.Ordinal);
        Assert.Contains("applied 2 revisions", _box.Segue("upgrade").Expect(0).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Errors_of_the_compiler_are_told_with_their_places()
    {
        Write("001_made", null, Plain.Replace("\"CREATE TABLE made (id int)\"", "nothing", StringComparison.Ordinal));

        Assert.Contains("versions/001_made.cs:11:18: CS0103", _box.Segue("upgrade", "--dry-run", "--offline").Expect(2).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_compiler_is_loaded_only_where_something_has_to_be_compiled()
    {
        _box.Revision("001_sql", null, "-- segue: upgrade\nSELECT 1;");
        var without = Loaded("upgrade", "--dry-run", "--offline");
        Write("002_code", "001_sql", Plain);
        var listed = Loaded("history");
        var first = Loaded("upgrade", "--dry-run", "--offline");
        var second = Loaded("upgrade", "--dry-run", "--offline");

        Assert.Equal([(false, false), (false, false), (true, true), (true, false)], [without, listed, first, second]);
    }

    [Fact]
    public async Task A_file_runs_by_itself()
    {
        await using var database = await postgres.NewDatabaseAsync();
        _box.Write("segue.json", """{ "project": "alone", "environments": { "Development": { "hooks": { "afterRevision": ["after.sql"] } } } }""");
        _box.Write("after.sql", "INSERT INTO made VALUES (7);\n");
        Write("001_made", null, $"""
            #:project {Path.Combine(Repository.Root, "src", "Segue.Scripting")}
            #:property PublishAot=false

            using Segue.Scripting;
            {Plain.Replace("sealed class", "return await RevisionProgram.RunAsync<Table>(args);\n\nsealed class", StringComparison.Ordinal)}
            """).On(database);

        var shown = await DotnetAsync("run", "-c", Configuration, "versions/001_made.cs");
        var ran = await DotnetAsync("run", "-c", Configuration, "--no-build", "versions/001_made.cs", "--", "upgrade");

        Assert.Contains("CREATE TABLE made (id int)", shown.Expect(0).Out, StringComparison.Ordinal);
        Assert.Contains("upgrade: 001_made", ran.Expect(0).Out, StringComparison.Ordinal);
        Assert.Equal("001_made alone", await database.ScalarAsync<string>("SELECT concat_ws(' ', revision, project) FROM segue.applied"));
        Assert.Equal(7, await database.ScalarAsync<int>("SELECT id FROM made"));
        Assert.Contains("nothing to do", _box.Segue("upgrade").Expect(0).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_with_a_package_of_its_own_is_built_by_the_SDK()
    {
        KeepPackages();
        Write("001_made", null, """
            #:package Humanizer.Core@2.14.1

            using Humanizer;
            using Segue.Revisions;
            using Segue.Sql;

            sealed class Table : CodeRevision
            {
                public override Task UpgradeAsync(PlanWriter plan, CancellationToken cancellationToken)
                {
                    plan.Sql($"CREATE TABLE {new Identifier("PlaylistTrack".Underscore())} (id int)");
                    return Task.CompletedTask;
                }
            }
            """);

        Assert.Contains("CREATE TABLE playlist_track", _box.Segue("upgrade", "--dry-run", "--offline").Expect(0).Out, StringComparison.Ordinal);
        _box.Variables["PATH"] = "/nowhere";
        Assert.Contains("CREATE TABLE playlist_track", _box.Segue("upgrade", "--dry-run", "--offline").Expect(0).Out, StringComparison.Ordinal);
        _box.Write("versions/001_made.cs", _box.Read("versions/001_made.cs") + "// edited");
        Assert.Contains("there is no .NET SDK here", _box.Segue("upgrade", "--dry-run", "--offline").Expect(2).Error, StringComparison.Ordinal);
    }

    static string Configuration => new DirectoryInfo(AppContext.BaseDirectory).Name == "release" ? "Release" : "Debug";

    Sandbox Write(string id, string? parent, string code)
    {
        _box.Write($"versions/{id}.cs", $"// revision: {id}\n{(parent is null ? "" : $"// revises: {parent}\n")}//\n// Title of {id}.\n\n{code}\n");
        return _box;
    }

    /// <summary>Whether Segue.Scripting and the compiler were loaded, as the runtime itself notes it down.</summary>
    (bool Scripting, bool Compiler) Loaded(params string[] words)
    {
        var trace = Path.Combine(_box.Folder, "trace.nettrace");
        _box.Variables["DOTNET_EnableEventPipe"] = "1";
        _box.Variables["DOTNET_EventPipeOutputPath"] = trace;
        _box.Variables["DOTNET_EventPipeConfig"] = "Microsoft-Windows-DotNETRuntime:8:4";
        _box.Segue(words).Expect(0);
        var loaded = File.ReadAllBytes(trace).AsSpan();
        Assert.True(loaded.IndexOf(Encoding.Unicode.GetBytes("Segue.Cli")) >= 0, "the runtime wrote no trace");
        return (loaded.IndexOf(Encoding.Unicode.GetBytes("Segue.Scripting,")) >= 0, loaded.IndexOf(Encoding.Unicode.GetBytes("Microsoft.CodeAnalysis")) >= 0);
    }

    Task<Outcome> DotnetAsync(params string[] words)
    {
        KeepPackages();
        return Sandbox.EndAsync(_box.StartOther("dotnet", words));
    }

    /// <summary>The packages of the machine: the box has a home of its own.</summary>
    void KeepPackages()
    {
        _box.Variables["NUGET_PACKAGES"] = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        _box.Variables["DOTNET_NOLOGO"] = "1";
        _box.Variables["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
    }
}
