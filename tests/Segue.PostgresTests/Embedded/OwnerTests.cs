using System.Globalization;

namespace Segue.PostgresTests.Embedded;

public sealed class OwnerTests
{
    const int Limit = 60_000;

    [Fact(Timeout = Limit)]
    public async Task A_server_dies_with_an_owner_that_is_killed_and_its_data_are_deleted()
    {
        var token = TestContext.Current.CancellationToken;
        using var folder = new TestFolder();
        using var owner = Child.Start(nameof(ChildWork.Reports_its_server_and_waits_to_be_killed), (ChildWork.ReportTo, folder["report"]));
        await Eventually.TrueAsync(() => File.Exists(folder["report"]), token);
        var (pid, data) = Report(folder["report"]);
        Assert.True(Processes.IsAlive(pid));

        await owner.KillAsync(token);

        await Eventually.TrueAsync(() => !Processes.IsAlive(pid), token);
        await Eventually.TrueAsync(() => !Directory.Exists(Path.GetDirectoryName(data)), token);
    }

    [Fact(Timeout = Limit)]
    public async Task Processes_that_make_the_template_at_once_all_get_a_server_and_leave_one_template()
    {
        var token = TestContext.Current.CancellationToken;
        using var folder = new TestFolder();
        var children = Enumerable.Range(0, 3)
            .Select(number => Child.Start(
                nameof(ChildWork.Reports_its_server_and_ends),
                (ChildWork.ReportTo, folder[$"report{number}"]),
                ("SEGUE_CACHE", folder["cache"])))
            .ToArray();
        foreach (var child in children)
        {
            using (child)
                Assert.Equal(0, await child.EndAsync(token));
        }
        Assert.Equal(3, Directory.GetFiles(folder.Path, "report?").Select(file => Report(file).Pid).Distinct().Count());
        Assert.Single(Directory.GetDirectories(folder["cache/templates"]));
    }

    static (int Pid, string Data) Report(string file) => File.ReadAllLines(file) is [var pid, var data]
        ? (int.Parse(pid, CultureInfo.InvariantCulture), data)
        : throw new InvalidDataException(file);
}
