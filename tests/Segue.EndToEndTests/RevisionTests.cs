namespace Segue.EndToEndTests;

public sealed class RevisionTests : IDisposable
{
    readonly Sandbox _box = new();

    public RevisionTests() => _box.Segue("init").Expect(0);

    public void Dispose() => _box.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void A_revision_has_a_message(string message) =>
        Assert.Contains("The message is empty", _box.Segue("revision", "-m", message).Expect(2).Error, StringComparison.Ordinal);

    [Fact]
    public void New_revisions_are_numbered_and_stand_on_the_head()
    {
        Assert.Equal("versions/001_create_users.sql", _box.Segue("revision", "-m", "Create users!").Expect(0).Lines.Single());
        Assert.Equal("versions/002_namen_fuer_kuenstler.sql", _box.Segue("revision", "-m", "Namen für Künstler").Expect(0).Lines.Single());
        Assert.DoesNotContain("revises", _box.Read("versions/001_create_users.sql"), StringComparison.Ordinal);
        Assert.Contains("-- revises: 001_create_users\n", _box.Read("versions/002_namen_fuer_kuenstler.sql"), StringComparison.Ordinal);
        _box.Segue("check").Expect(0);
    }

    [Fact]
    public void A_template_of_the_project_is_filled_in()
    {
        _box.Write("segue.json", """{ "templates": "templates" }""");
        _box.Write("templates/revision.sql", "-- revision: ${id}\n-- revises: ${revises}\n-- author: us\n--\n-- ${title}\nSELECT 1;\n");
        _box.Segue("revision", "-m", "first").Expect(0);
        Assert.Equal("-- revision: 001_first\n-- author: us\n--\n-- First.\nSELECT 1;\n", _box.Read("versions/001_first.sql"));
    }

    [Fact]
    public void With_several_heads_a_new_revision_needs_to_be_told_which()
    {
        Write("001_a");
        Write("002_b", "001_a");
        Write("003_c", "001_a");
        var refused = _box.Segue("revision", "-m", "next").Expect(8);
        Assert.Contains("002_b, 003_c", refused.Error, StringComparison.Ordinal);
        Assert.Empty(refused.Out);
        Assert.Equal("versions/004_next.sql", _box.Segue("revision", "-m", "next", "--head", "003").Expect(0).Lines.Single());
        Assert.Contains("-- revises: 003_c\n", _box.Read("versions/004_next.sql"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_working_folder_may_be_anywhere_in_the_project()
    {
        Directory.CreateDirectory(Path.Combine(_box.Folder, "deep", "down"));
        Write("001_a");
        var heads = _box.Segue("heads", "--project", Path.Combine("..", _box.Folder, "segue.json"), "--output", "json").Expect(0);
        Assert.Equal("001_a", (string?)heads.Json["heads"]![0]!["id"]);
    }

    [Fact]
    public void History_is_newest_first_in_text_and_in_json()
    {
        Write("001_a");
        Write("002_b", "001_a");
        var text = _box.Segue("history").Expect(0);
        Assert.Equal(["revision", "002_b", "001_a"], text.Lines.Select(line => line.Split(' ')[0]));
        var json = _box.Segue("history", "--output", "json").Expect(0).Json;
        Assert.Equal(["002_b", "001_a"], json["revisions"]!.AsArray().Select(revision => (string?)revision!["id"]));
        Assert.Equal(1, (int?)json["version"]);
        Assert.Contains("Title of 002_b.", _box.Segue("history", "-v").Expect(0).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Show_lists_what_a_revision_does_and_where_it_stands()
    {
        Write("001_a");
        var show = _box.Segue("show", "001").Expect(0);
        Assert.Contains("Title of 001_a.", show.Out, StringComparison.Ordinal);
        Assert.Contains("SELECT '001_a'", show.Out, StringComparison.Ordinal);
        var json = _box.Segue("show", "head", "-o", "json").Expect(0).Json;
        Assert.Equal(("upgrade", 6), ((string?)json["statements"]![0]!["section"], (int)json["statements"]![0]!["line"]!));
        _box.Segue("show", "009").Expect(8);
    }

    [Fact]
    public void Check_names_everything_that_is_wrong_and_the_graph_decides_the_exit_code()
    {
        Write("001_a");
        Write("002_b", "000_nobody");
        _box.Write("versions/003_c.sql", "-- revision: 003_c\n-- revises: 001_a\n\n-- segue: upgrad\nSELECT 1;\n");
        var check = _box.Segue("check", "-o", "json").Expect(8);
        var problems = check.Json["checks"]!.AsArray().SelectMany(one => one!["problems"]!.AsArray()).Select(problem => (string?)problem!["file"]).ToList();
        Assert.Contains("versions/002_b.sql", problems);
        Assert.Contains("versions/003_c.sql", problems);
        File.Delete(Path.Combine(_box.Folder, "versions", "002_b.sql"));
        _box.Segue("check").Expect(2);
        File.Delete(Path.Combine(_box.Folder, "versions", "003_c.sql"));
        _box.Segue("check").Expect(0);
    }

    void Write(string id, string? parent = null) =>
        _box.Write(
            $"versions/{id}.sql",
            $"-- revision: {id}\n{(parent is null ? "" : $"-- revises: {parent}\n")}--\n-- Title of {id}.\n\n-- segue: upgrade\nSELECT '{id}';\n-- segue: downgrade\nSELECT 2;\n");
}
