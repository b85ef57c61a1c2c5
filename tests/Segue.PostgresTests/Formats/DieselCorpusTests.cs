using Segue.PostgresTests.Fixtures;
using Segue.Tests;

namespace Segue.PostgresTests.Formats;

/// <summary>A schema history of ten years, as its own tool keeps it.</summary>
[Trait("Category", "Shared")]
public sealed class DieselCorpusTests(PostgresFixture postgres)
{
    const string Empty = "no-downgrade";

    static string Folder => Path.Combine(SharedFolder.Find(), "corpora", "crates.io", "migrations");

    [Fact]
    public async Task The_schema_is_the_one_that_psql_makes_of_the_same_files()
    {
        await using var ours = await postgres.NewDatabaseAsync();
        await using var theirs = await postgres.NewDatabaseAsync();
        await using var project = new ForeignProject(ours, Folder);

        var result = await project.UpgradeAsync();
        foreach (var header in (await project.LoadAsync()).Graph.All)
            Assert.Empty(await Psql.FileAsync(theirs, header.Path, oneTransaction: !IsOutside(header.Path)));

        Assert.Equal(Directory.GetDirectories(Folder).Length, result.Revisions.Length);
        Assert.Equal(await Catalog.ReadAsync(theirs), await Catalog.ReadAsync(ours));
        Assert.Null((await project.UpgradeAsync()).Run);
    }

    [Fact]
    public async Task What_cannot_be_taken_back_are_the_files_that_psql_cannot_run_either()
    {
        await using var ours = await postgres.NewDatabaseAsync();
        await using var theirs = await postgres.NewDatabaseAsync();
        await using var project = new ForeignProject(ours, Folder);
        await project.UpgradeAsync();
        var all = (await project.LoadAsync()).Graph.All;
        foreach (var header in all)
            await Psql.FileAsync(theirs, header.Path, oneTransaction: !IsOutside(header.Path));

        var ourErrors = new List<string>();
        var theirErrors = new List<string>();
        foreach (var (header, before) in all.Reverse().Zip([.. all.Reverse().Skip(1).Select(parent => parent.Id), "base"]))
        {
            var words = await Psql.FileAsync(theirs, header.Downgrade!.Path, oneTransaction: !IsOutside(header.Path));
            // Its author forgot that CONCURRENTLY may not stand in a transaction; here the statement is taken out of it.
            if (words.Contains(Npgsql.PostgresErrorCodes.ActiveSqlTransaction, StringComparison.Ordinal))
                words = await Psql.FileAsync(theirs, header.Downgrade.Path, oneTransaction: false);
            // psql does not mind an empty file; Diesel does.
            var isEmpty = new FileInfo(header.Downgrade.Path).Length == 0;
            if (isEmpty || words.Length > 0)
                theirErrors.Add($"{header.Id}: {(isEmpty ? Empty : words.Split("ERROR:")[1].Trim())}");
            if (await Record.ExceptionAsync(() => project.DowngradeAsync(before)) is not { } refused)
                continue;
            var error = Assert.IsType<SegueException>(refused);
            ourErrors.Add($"{header.Id}: {(isEmpty ? Assert.Single(error.Problems).Code : ((Npgsql.PostgresException)error.InnerException!.InnerException!).SqlState)}");
            if (!isEmpty)
            {
                Assert.Equal(header.Downgrade.File, error.Location!.Value.File);
                Assert.Contains(header.Id, error.State, StringComparison.Ordinal);
            }
            await project.ForgetAsync(header.Id);
        }

        Assert.Equal(theirErrors, ourErrors);
        Assert.NotEmpty(ourErrors);
        Assert.Empty(await project.AppliedAsync());
        Assert.Equal(await Catalog.ReadAsync(theirs), await Catalog.ReadAsync(ours));
    }

    static bool IsOutside(string path) => File.Exists(Path.Combine(Path.GetDirectoryName(path)!, "metadata.toml"));
}
