using Segue.PostgresTests.Fixtures;
using Segue.Running;
using Segue.Sessions;

namespace Segue.PostgresTests.Running;

public sealed class OneRunnerTests(PostgresFixture postgres)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_eight_that_start_at_once_one_applies_and_none_errs()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = Project(test);

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => project.UpgradeAsync(), Token)));

        Assert.Single(results, result => result.Run is not null);
        Assert.Equal(1, await test.ScalarAsync<long>("SELECT count(*) FROM segue.run"));
        Assert.True(await test.ScalarAsync<bool>("SELECT indisvalid FROM pg_index WHERE indexrelid = 'a_id'::regclass"));
    }

    [Fact]
    public async Task The_loser_may_leave_the_work_to_the_other()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = Project(test);
        await using var other = await AdvisoryLock.TakeAsync(project.Database, "default", TimeSpan.Zero, static _ => { }, TimeProvider.System, Token);
        project.Options = project.Options with { WhenBusy = WhenBusy.Continue };

        Assert.True((await project.UpgradeAsync()).LeftToOther);
    }

    [Fact]
    public async Task The_loser_may_fail_and_is_told_who_is_at_work()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = Project(test);
        await using var other = await AdvisoryLock.TakeAsync(project.Database, "default", TimeSpan.Zero, static _ => { }, TimeProvider.System, Token);
        project.Options = project.Options with { WhenBusy = WhenBusy.Fail };

        var error = await Assert.ThrowsAsync<SegueException>(() => project.UpgradeAsync());

        Assert.Equal(Failure.LockNotObtained, error.Failure);
        Assert.Contains($"pid {other!.Session.ProcessId}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Projects_do_not_stand_in_each_others_way()
    {
        await using var test = await postgres.NewDatabaseAsync();
        await using var project = Project(test);
        await using var other = await AdvisoryLock.TakeAsync(project.Database, "another", TimeSpan.Zero, static _ => { }, TimeProvider.System, Token);
        project.Options = project.Options with { WhenBusy = WhenBusy.Fail };

        Assert.NotNull((await project.UpgradeAsync()).Run);
    }

    static TestProject Project(TestDatabase test) => new TestProject(test)
        .Revision("001_a", null, "CREATE TABLE a (id int); SELECT pg_sleep(0.3);")
        .Revision("002_b", "001_a", "CREATE INDEX CONCURRENTLY a_id ON a (id);")
        .Revision("003_c", "002_b", "CREATE TABLE c (id int);");
}
