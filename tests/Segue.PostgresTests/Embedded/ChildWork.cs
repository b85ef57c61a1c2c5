using Segue.PostgresTests.Fixtures;

namespace Segue.PostgresTests.Embedded;

/// <summary>What <see cref="Child"/> runs; explicit, so no ordinary run does.</summary>
public sealed class ChildWork(PostgresFixture postgres)
{
    /// <summary>The variable that names the file to report to.</summary>
    public const string ReportTo = "SEGUE_TEST_REPORT";

    [Fact(Explicit = true)]
    public async Task Reports_its_server_and_ends() => await ReportAsync();

    [Fact(Explicit = true)]
    public async Task Reports_its_server_and_waits_to_be_killed()
    {
        await ReportAsync();
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, TestContext.Current.CancellationToken);
    }

    async Task ReportAsync()
    {
        var file = Environment.GetEnvironmentVariable(ReportTo)!;
        await File.WriteAllTextAsync(file + ".new", $"{postgres.Server.Pid}\n{postgres.Server.DataFolder}");
        File.Move(file + ".new", file);
    }
}
