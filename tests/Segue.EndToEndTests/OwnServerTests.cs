namespace Segue.EndToEndTests;

/// <summary>The private PostgreSQL of a project under development.</summary>
public sealed class OwnServerTests : IDisposable
{
    readonly Sandbox _box = new();

    public OwnServerTests() => _box.Revision("001_a", null, "-- segue: upgrade\nCREATE TABLE a ();\n-- segue: downgrade\nDROP TABLE a;").Segue("init").Expect(0);

    public void Dispose()
    {
        _box.Segue("postgres", "stop");
        _box.Dispose();
    }

    [Fact]
    public void It_starts_stops_keeps_its_data_and_only_url_has_the_password()
    {
        Assert.Contains("never started", _box.Segue("postgres", "status").Expect(0).Out, StringComparison.Ordinal);
        _box.Segue("postgres", "url").Expect(1);
        var started = _box.Segue("postgres", "start", "-v").Expect(0);
        Assert.Contains("running, pid", started.Out, StringComparison.Ordinal);
        var url = new Uri(_box.Segue("postgres", "url").Expect(0).Lines.Single());
        Assert.Equal(url.ToString(), (string?)_box.Segue("postgres", "url", "-o", "json").Expect(0).Json["url"]);
        var again = _box.Segue("postgres", "start", "-o", "json").Expect(0);
        Assert.Equal((true, 1, url.Port), ((bool)again.Json["running"]!, (int)again.Json["version"]!, (int)again.Json["port"]!));

        var upgrade = _box.Segue("upgrade", "-v").Expect(0);
        Assert.Contains("this is the project's private PostgreSQL", upgrade.Error, StringComparison.Ordinal);
        Outcome[] others = [started, again, upgrade, _box.Segue("status", "-v"), _box.Segue("postgres", "status", "-v", "-o", "json"), _box.Segue("postgres", "stop", "-v")];
        Assert.All(others, other => Assert.DoesNotContain(url.UserInfo.Split(':')[1], other.Expect(0).Out + other.Error, StringComparison.Ordinal));

        Assert.Contains("stopped", _box.Segue("postgres", "status").Expect(0).Out, StringComparison.Ordinal);
        _box.Segue("postgres", "start").Expect(0);
        Assert.Contains("001_a", _box.Segue("current").Expect(0).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_terminal_it_is_started_only_by_a_clear_yes()
    {
        var asked = _box.Segue("upgrade").Expect(2);
        Assert.Contains("segue postgres start", asked.Error, StringComparison.Ordinal);
        Assert.Contains("never started", _box.Segue("postgres", "status").Expect(0).Out, StringComparison.Ordinal);

        _box.Segue("upgrade", "--yes").Expect(0);
        Assert.Contains("running", _box.Segue("postgres", "status").Expect(0).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Elsewhere_than_in_Development_a_connection_must_be_configured()
    {
        _box.Variables["SEGUE_ENV"] = "Production";
        Assert.Contains("No connection is configured for the environment Production", _box.Segue("upgrade", "--yes").Expect(2).Error, StringComparison.Ordinal);
        Assert.Contains("never started", _box.Segue("postgres", "status").Expect(0).Out, StringComparison.Ordinal);
    }
}
