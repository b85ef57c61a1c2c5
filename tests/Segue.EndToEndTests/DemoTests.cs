namespace Segue.EndToEndTests;

public sealed class DemoTests : IDisposable
{
    readonly Sandbox _box = new();

    public void Dispose() => _box.Dispose();

    [Fact]
    public async Task The_demo_runs_wherever_the_program_is_copied_to()
    {
        var copy = Path.Combine(_box.Folder, "elsewhere");
        Copy(Path.GetDirectoryName(Sandbox.Program)!, copy);
        var program = Path.Combine(copy, Path.GetFileName(Sandbox.Program));

        var demo = (await Sandbox.EndAsync(_box.StartOther(program, "demo"))).Expect(0);

        string[] questions =
        [
            "SELECT * FROM audit_log WHERE entity_type = 'user' AND entity_id = 123",
            "SELECT * FROM consent WHERE granted = false",
            "SELECT date_trunc('month', created_at) AS month, COUNT(*) FROM analytics GROUP BY month",
            "SELECT * FROM check_health()",
            "SELECT erase_user(user_id => 123)",
        ];
        Assert.All(questions, question => Assert.Contains(question, demo.Out, StringComparison.Ordinal));
        Assert.Contains("applied 11 revisions", demo.Error, StringComparison.Ordinal);
        Assert.Contains("took back 11 revisions", demo.Error, StringComparison.Ordinal);
    }

    static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        foreach (var folder in Directory.EnumerateDirectories(from))
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
    }
}
