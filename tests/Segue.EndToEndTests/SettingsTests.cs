namespace Segue.EndToEndTests;

public sealed class SettingsTests : IDisposable
{
    readonly Sandbox _box = new();

    public void Dispose() => _box.Dispose();

    [Fact]
    public void Without_settings_and_revisions_the_way_in_is_named()
    {
        var lost = _box.Segue("heads").Expect(2);
        Assert.Contains("next: segue init", lost.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_of_revisions_is_enough()
    {
        _box.Write("versions/001_a.sql", "-- revision: 001_a\nSELECT 1;\n");
        Assert.Contains("001_a", _box.Segue("heads").Expect(0).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void All_slips_in_the_settings_are_reported_at_once_with_their_places()
    {
        _box.Write("segue.json", "{\n  // why\n  \"versons\": [\"versions\"],\n  \"lock\": { \"timeout\": \"soon\", },\n  \"transaction\": \"per-revison\"\n}\n");
        var slips = _box.Segue("heads").Expect(2);
        Assert.Contains("segue.json:3:3: There is no setting 'versons'. (did you mean 'versions'?)", slips.Error, StringComparison.Ordinal);
        Assert.Contains("segue.json:4:24: 'lock.timeout' must be a duration", slips.Error, StringComparison.Ordinal);
        Assert.Contains("segue.json:5:18: 'transaction' must be \"per-revision\" or \"per-run\"", slips.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_variable_that_names_no_setting_is_a_slip_too()
    {
        _box.Segue("init").Expect(0);
        _box.Variables["SEGUE__LOK__TIMEOUT"] = "5s";
        Assert.Contains("did you mean 'lock'?", _box.Segue("heads").Expect(2).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_the_connection_came_from_is_said_and_its_password_is_not()
    {
        _box.Segue("init").Expect(0);
        _box.Variables["DATABASE_URL"] = "postgres://me:geheim@127.0.0.1:1/music?connect_timeout=2";
        var check = _box.Segue("check", "-v", "--log-format", "json", "--output", "json").Expect(1);
        Assert.Contains("DATABASE_URL", check.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", check.Out + check.Error, StringComparison.Ordinal);
    }
}
