namespace Segue.EndToEndTests;

/// <summary>The files that <c>revision</c> and <c>merge</c> write: where, with which name, with which header.</summary>
public sealed class AuthoringTests : IDisposable
{
    readonly Sandbox _box = new();

    public AuthoringTests() => _box.Segue("init").Expect(0);

    public void Dispose() => _box.Dispose();

    [Fact]
    public void A_parent_that_is_no_head_needs_splice()
    {
        _box.Revision("001_a", null, "").Revision("002_b", "001_a", "");
        var refused = _box.Segue("revision", "-m", "c", "--head", "001").Expect(8);
        Assert.Contains("'001_a' is no head: 002_b stands on it.", refused.Error, StringComparison.Ordinal);
        Assert.Contains("--splice", refused.Error, StringComparison.Ordinal);
        Assert.False(_box.Has("versions/003_c.sql"));
        _box.Segue("revision", "-m", "c", "--head", "001", "--splice").Expect(0);
        Assert.Contains("-- revises: 001_a\n", _box.Read("versions/003_c.sql"), StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_dependencies_and_the_id_go_into_the_header()
    {
        _box.Revision("001_a", null, "");
        _box.Segue("revision", "-m", "mail", "--head", "base", "--branch-label", "mail", "--branch-label", "post").Expect(0);
        var written = _box.Segue("revision", "-m", "users", "--head", "001_a", "--depends-on", "mail", "--depends-on", "00").Expect(8);
        Assert.Contains("'00' is the beginning of 2 revisions", written.Error, StringComparison.Ordinal);
        written = _box.Segue("revision", "-m", "users", "--head", "001_a", "--depends-on", "mail", "--rev-id", "ae10", "-o", "json").Expect(0);
        Assert.Contains("the label mail is written as the revision that has it, 002_mail", written.Error, StringComparison.Ordinal);
        Assert.Equal(("ae10", "002_mail"), ((string?)written.Json["id"], (string?)written.Json["dependsOn"]![0]));
        Assert.StartsWith("-- revision: 002_mail\n-- labels: mail, post\n--\n-- Mail.\n", _box.Read("versions/002_mail.sql"), StringComparison.Ordinal);
        Assert.StartsWith("-- revision: ae10\n-- revises: 001_a\n-- depends-on: 002_mail\n--\n", _box.Read("versions/ae10.sql"), StringComparison.Ordinal);
        _box.Segue("check").Expect(0);
    }

    [Theory]
    [InlineData("it is taken", 8, "--branch-label", "mine")]
    [InlineData("'a b' holds ' '", 2, "--branch-label", "a b")]
    [InlineData("'head' is a word", 2, "--rev-id", "head")]
    [InlineData("is there already", 2, "--rev-id", "001_a")]
    [InlineData("stands in versions/001_a.sql and in versions/new/x.sql", 8, "--rev-id", "001_a", "--version-path", "versions/new")]
    [InlineData("is none of the folders of revisions", 2, "--version-path", "elsewhere")]
    [InlineData("--repeatable and --head exclude each other", 2, "--repeatable", "--head", "001")]
    public void What_would_not_fit_in_is_not_left_behind(string why, int exitCode, params string[] options)
    {
        _box.Write("segue.json", """{ "versions": ["versions/**"], "fileTemplate": "x" }""");
        _box.Write("versions/001_a.sql", "-- revision: 001_a\n-- labels: mine\n");
        if (why.Contains("already", StringComparison.Ordinal))
            _box.Write("segue.json", "{}");
        var before = Files();
        var refused = _box.Segue(["revision", "-m", "x", .. options]).Expect(exitCode);
        Assert.Contains(why == "it is taken" ? "the label 'mine' stands in" : why, refused.Error, StringComparison.Ordinal);
        Assert.Equal(before, Files());
    }

    [Fact]
    public void A_template_that_does_not_say_what_was_asked_for_leaves_nothing_behind()
    {
        _box.Segue("init", "--templates").Expect(0);
        _box.Write("segue.json", """{ "templates": "templates" }""");
        _box.Write("templates/revision.sql", "-- revision: ${id}\n--\n-- ${title}\n");
        _box.Segue("revision", "-m", "base").Expect(0);
        var refused = _box.Segue("revision", "-m", "next").Expect(8);
        Assert.Contains("'revises' is '' and not '001_base' (the template needs a line '-- revises: ${revises}')", refused.Error, StringComparison.Ordinal);
        Assert.False(_box.Has("versions/002_next.sql"));
    }

    [Fact]
    public void Heads_are_merged_and_what_is_none_is_not()
    {
        _box.Revision("001_a", null, "").Revision("002_b", "001_a", "").Revision("003_c", "001_a", "");
        Assert.Contains("'002_b' stands on '001_a' already", _box.Segue("merge", "001", "002", "--splice").Expect(8).Error, StringComparison.Ordinal);
        Assert.Contains("'001_a' is no head", _box.Segue("merge", "001", "002").Expect(8).Error, StringComparison.Ordinal);
        Assert.Contains("nothing to merge '002_b' with", _box.Segue("merge", "002", "002_b").Expect(8).Error, StringComparison.Ordinal);
        Assert.Equal("versions/004_merge_002_b_and_003_c.sql", _box.Segue("merge", "heads").Expect(0).Lines.Single());
        Assert.StartsWith("-- revision: 004_merge_002_b_and_003_c\n-- revises: 002_b, 003_c\n--\n", _box.Read("versions/004_merge_002_b_and_003_c.sql"), StringComparison.Ordinal);
        Assert.Contains("there is one head", _box.Segue("merge", "heads").Expect(8).Error, StringComparison.Ordinal);
        _box.Segue("check").Expect(0);
    }

    [Fact]
    public void A_merge_can_have_a_name_a_label_and_an_id()
    {
        _box.Revision("001_a", null, "").Revision("002_b", null, "");
        _box.Segue("merge", "001", "002", "-m", "join", "--branch-label", "joined", "--rev-id", "j1").Expect(0);
        Assert.StartsWith("-- revision: j1\n-- revises: 001_a, 002_b\n-- labels: joined\n--\n-- Join.\n", _box.Read("versions/j1.sql"), StringComparison.Ordinal);
    }

    [Fact]
    public void Random_ids_have_twelve_digits_and_the_slug_stands_in_the_name_of_the_file()
    {
        _box.Write("segue.json", """{ "revisionIds": "random", "slugLength": 12 }""");
        var file = _box.Segue("revision", "-m", "add an index on users").Expect(0).Lines.Single();
        Assert.Matches("^versions/[0-9a-f]{12}_add_an_index\\.sql$", file);
        Assert.StartsWith($"-- revision: {Path.GetFileName(file)[..12]}\n", _box.Read(file), StringComparison.Ordinal);
    }

    [Fact]
    public void Dated_folders_need_a_location_with_folders_and_the_index_sees_what_comes_and_goes_in_them()
    {
        _box.Write("segue.json", """{ "fileTemplate": "{year}/{month}/{rev}" }""");
        Assert.Contains("""write "versions/**" under 'versions'""", _box.Segue("revision", "-m", "a").Expect(2).Error, StringComparison.Ordinal);
        _box.Write("segue.json", """{ "versions": ["versions/**"], "fileTemplate": "{year}/{month}/{rev}", "timezone": "Europe/Berlin" }""");
        var file = _box.Segue("revision", "-m", "a").Expect(0).Lines.Single();
        Assert.Matches("^versions/20[0-9]{2}/[01][0-9]/001_a\\.sql$", file);
        _box.Segue("revision", "-m", "b").Expect(0);
        _box.Write("versions/old/deep/000_z.sql", "-- revision: 000_z\n");
        _box.Write("versions/.git/x.sql", "no revision");
        Directory.CreateSymbolicLink(Path.Combine(_box.Folder, "versions", "old", "round"), Path.Combine(_box.Folder, "versions"));
        Assert.Equal(["000_z", "002_b", "001_a"], Ids());
        Assert.Equal(["000_z", "002_b", "001_a"], Ids());
        Directory.Delete(Path.Combine(_box.Folder, "versions", "old"), recursive: true);
        Assert.Equal(["002_b", "001_a"], Ids());

        _box.Write("segue.json", """{ "timezone": "Europe/Berln" }""");
        Assert.Contains("no time zone 'Europe/Berln'", _box.Segue("revision", "-m", "x").Expect(2).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_revision_goes_to_the_folder_of_its_parent_and_numbers_count_over_all_folders()
    {
        _box.Write("segue.json", """{ "versions": ["main", "mail/**"] }""");
        Directory.CreateDirectory(Path.Combine(_box.Folder, "mail"));
        _box.Write("main/007_a.sql", "-- revision: 007_a\n");
        _box.Write("mail/in/1_b.sql", "-- revision: 1_b\n");
        Assert.Equal("mail/in/008_c.sql", _box.Segue("revision", "-m", "c", "--head", "1").Expect(0).Lines.Single());
        Assert.Equal("main/009_d.sql", _box.Segue("revision", "-m", "d", "--head", "007").Expect(0).Lines.Single());
        Assert.Equal("main/010_e.sql", _box.Segue("revision", "-m", "e", "--head", "base").Expect(0).Lines.Single());
        Assert.Equal("mail/out/011_f.sql", _box.Segue("revision", "-m", "f", "--head", "base", "--version-path", "mail/out").Expect(0).Lines.Single());
        Assert.Equal("mail/012_g.sql", _box.Segue("revision", "-m", "g", "--head", "009", "--version-path", "mail").Expect(0).Lines.Single());
        _box.Segue("check").Expect(0);
    }

    [Fact]
    public void A_file_is_edited_in_the_editor_and_checked_afterwards()
    {
        _box.Revision("001_a", null, "-- segue: upgrade\nSELECT 1;");
        Assert.Contains("set VISUAL or EDITOR", _box.Segue("edit", "001").Expect(2).Error, StringComparison.Ordinal);
        _box.Variables["EDITOR"] = "false";
        Assert.Contains("exit code 1", _box.Segue("edit", "001").Expect(1).Error, StringComparison.Ordinal);
        _box.Variables["VISUAL"] = "sed -i -e 's/SELECT 1/SELECT 2/'";
        Assert.Equal("versions/001_a.sql", _box.Segue("edit", "head").Expect(0).Lines.Single());
        Assert.Contains("SELECT 2;", _box.Read("versions/001_a.sql"), StringComparison.Ordinal);
        _box.Variables["VISUAL"] = "sed -i -e 's/segue: upgrade/segue: upgrad/'";
        Assert.Contains("versions/001_a.sql:5:", _box.Segue("edit", "head").Expect(2).Error, StringComparison.Ordinal);
        _box.Variables["VISUAL"] = "sed -i -e '2i-- revises: nobody'";
        _box.Segue("edit", "head").Expect(8);
        _box.Variables["VISUAL"] = "sed -i -e 2d -e 's/upgrad$/upgrade/'";
        _box.Segue("edit", "001").Expect(0);
        _box.Variables["VISUAL"] = "there-is-no-such-editor";
        Assert.Contains("cannot be started", _box.Segue("edit", "001").Expect(1).Error, StringComparison.Ordinal);
    }

    string[] Ids() => [.. _box.Segue("history", "-o", "json").Expect(0).Json["revisions"]!.AsArray().Select(revision => (string)revision!["id"]!)];

    List<string> Files() => [.. Directory.EnumerateFileSystemEntries(_box.Folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
}
