namespace Segue.EndToEndTests;

public sealed class InitTests : IDisposable
{
    readonly Sandbox _box = new();

    public void Dispose() => _box.Dispose();

    [Fact]
    public void Init_writes_the_settings_and_the_folder_and_prints_the_path()
    {
        var init = _box.Segue("init").Expect(0);
        Assert.EndsWith("segue.json", init.Lines.Single(), StringComparison.Ordinal);
        Assert.True(_box.Has("versions"));
        Assert.Contains("\"versions\"", _box.Read("segue.json"), StringComparison.Ordinal);
    }

    [Fact]
    public void Init_makes_the_folder_it_is_given()
    {
        var init = _box.Segue("init", "music", "--output", "json").Expect(0);
        Assert.EndsWith("music", (string?)init.Json["folder"], StringComparison.Ordinal);
        Assert.Contains("\"project\": \"music\"", _box.Read("music/segue.json"), StringComparison.Ordinal);
    }

    [Fact]
    public void Init_never_writes_over_a_file()
    {
        _box.Write("segue.json", "{}");
        _box.Segue("init").Expect(2);
        Assert.Equal("{}", _box.Read("segue.json"));
    }
}
