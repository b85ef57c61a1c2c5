namespace Segue.EndToEndTests;

public sealed class InitTests : IDisposable
{
    readonly Sandbox _box = new();

    public void Dispose() => _box.Dispose();

    [Fact]
    public void Init_writes_the_settings_and_the_folder_with_a_few_words_and_prints_the_paths()
    {
        var init = _box.Segue("init").Expect(0);
        Assert.Equal(["segue.json", "README.md"], init.Lines.Select(Path.GetFileName));
        Assert.Contains("segue upgrade head", _box.Read("versions/README.md"), StringComparison.Ordinal);
        Assert.Contains("\"versions\"", _box.Read("segue.json"), StringComparison.Ordinal);
        _box.Segue("check").Expect(0);
    }

    [Fact]
    public void Words_about_the_folder_that_are_there_stay()
    {
        _box.Write("versions/README.md", "ours");
        Assert.Single(_box.Segue("init").Expect(0).Lines);
        Assert.Equal("ours", _box.Read("versions/README.md"));
    }

    [Fact]
    public void Templates_are_written_on_request_and_are_what_is_built_in()
    {
        _box.Segue("init", "built-in").Expect(0);
        _box.Segue("init", "own", "--templates").Expect(0);
        Assert.Contains("\"templates\": \"templates\"", _box.Read("own/segue.json"), StringComparison.Ordinal);
        foreach (var project in (string[])["built-in", "own"])
        {
            _box.Segue("revision", "-m", "first", "--project", project).Expect(0);
            _box.Segue("revision", "-m", "second", "--project", project, "--head", "001", "--branch-label", "left", "--depends-on", "001").Expect(0);
            _box.Segue("revision", "-m", "third", "--project", project, "--head", "001", "--splice").Expect(0);
            _box.Segue("merge", "heads", "--project", project).Expect(0);
            _box.Segue("revision", "-m", "a view", "--repeatable", "--project", project).Expect(0);
        }

        foreach (var file in Directory.GetFiles(Path.Combine(_box.Folder, "built-in", "versions")).Select(Path.GetFileName))
            Assert.Equal(_box.Read($"built-in/versions/{file}"), _box.Read($"own/versions/{file}"));
        Assert.True(_box.Has("own/versions/a_view.sql"));
    }

    [Fact]
    public void Templates_come_to_a_project_that_is_there_already_but_never_over_those_it_has()
    {
        _box.Segue("init").Expect(0);
        var settings = _box.Read("segue.json");
        Assert.Contains("\"templates\": \"templates\"", _box.Segue("init", "--templates").Expect(0).Error, StringComparison.Ordinal);
        Assert.Equal(settings, _box.Read("segue.json"));
        _box.Write("templates/revision.sql", "ours");
        File.Delete(Path.Combine(_box.Folder, "templates", "merge.sql"));
        Assert.Contains("templates/revision.sql", _box.Segue("init", "--templates").Expect(2).Error, StringComparison.Ordinal);
        Assert.Equal("ours", _box.Read("templates/revision.sql"));
        Assert.False(_box.Has("templates/merge.sql"));
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
