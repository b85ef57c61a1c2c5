using System.Diagnostics;
using System.Text;
using Segue.PostgresTests.Fixtures;

namespace Segue.EndToEndTests;

/// <summary>Questions at a terminal, which <c>script</c> plays.</summary>
public sealed class QuestionTests(PostgresFixture postgres) : IDisposable
{
    const string CtrlC = "\x03";

    readonly Sandbox _box = new();

    public void Dispose() => _box.Dispose();

    [Theory]
    [InlineData("y\n", 0)]
    [InlineData("n\n", 130)]
    [InlineData("\n", 130)]
    [InlineData(CtrlC, 130)]
    public async Task Before_something_is_taken_away_a_person_is_asked(string answer, int exitCode)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Plays a terminal with Linux' script.");
        await using var database = await postgres.NewDatabaseAsync();
        _box.On(database).Revision("001_a", null, "-- segue: upgrade\nCREATE TABLE a ();\n-- segue: downgrade\nDROP TABLE a;").Segue("upgrade").Expect(0);

        var terminal = _box.StartOther("script", "-qec", $"'{Sandbox.Program}' downgrade base", "/dev/null");
        await IsAskedAsync(terminal);
        await terminal.StandardInput.WriteAsync(answer);
        await terminal.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        var end = terminal.WaitForExitAsync(TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(() => Task.FromResult(end.IsCompleted), "the program ends");

        Assert.Equal(exitCode, terminal.ExitCode);
        Assert.Equal(exitCode == 0 ? null : "a", await database.ScalarAsync<string>("SELECT to_regclass('a')::text"));
        terminal.Dispose();
    }

    static async Task IsAskedAsync(Process terminal)
    {
        var seen = new StringBuilder();
        var one = new char[1];
        while (!seen.ToString().Contains("[y/N]", StringComparison.Ordinal))
        {
            Assert.Equal(1, await terminal.StandardOutput.ReadAsync(one, TestContext.Current.CancellationToken));
            seen.Append(one[0]);
        }
    }
}
