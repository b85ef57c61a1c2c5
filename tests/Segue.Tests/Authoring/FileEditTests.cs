using Segue.Authoring;
using Segue.Revisions;

namespace Segue.Tests.Authoring;

public sealed class FileEditTests : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("segue-edits-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Files_may_take_each_others_names()
    {
        Write("1_x.sql", "one");
        Write("2_x.sql", "two");
        await FileEdits.ApplyAsync([Edit("1_x.sql", "2_x.sql", "ONE"), Edit("2_x.sql", "3_x.sql", "TWO")], TestContext.Current.CancellationToken);
        Assert.Equal([("2_x.sql", "ONE"), ("3_x.sql", "TWO")], All());
    }

    [Fact]
    public async Task What_fails_on_the_way_leaves_everything_as_it_was()
    {
        Write("1_x.sql", "one");
        Write("2_x.sql", "two");
        Write("3_x.sql", "three");
        Write("9_x.sql", "there already");
        var before = All();
        await Assert.ThrowsAsync<IOException>(() => FileEdits.ApplyAsync(
            [Edit("1_x.sql", "2_x.sql", "ONE"), Edit("2_x.sql", "2_y.sql", "TWO"), Edit("3_x.sql", "9_x.sql", "THREE")], TestContext.Current.CancellationToken));
        Assert.Equal(before, All());

        await Assert.ThrowsAsync<FileNotFoundException>(() => FileEdits.ApplyAsync(
            [Edit("1_x.sql", "1_x.sql", "ONE"), Edit("missing.sql", "missing.sql", "")], TestContext.Current.CancellationToken));
        Assert.Equal(before, All());
    }

    [Fact]
    public async Task A_link_stays_one_and_a_file_keeps_its_mode()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Modes are Unix'.");
            return;
        }
        Write("real.txt", "one");
        File.CreateSymbolicLink(Path.Combine(_folder, "1_x.sql"), "real.txt");
        File.SetUnixFileMode(Path.Combine(_folder, "real.txt"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        await FileEdits.ApplyAsync([Edit("1_x.sql", "1_x.sql", "ONE")], TestContext.Current.CancellationToken);
        Assert.Equal("real.txt", new FileInfo(Path.Combine(_folder, "1_x.sql")).LinkTarget);
        Assert.Equal("ONE", await File.ReadAllTextAsync(Path.Combine(_folder, "real.txt"), TestContext.Current.CancellationToken));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead, File.GetUnixFileMode(Path.Combine(_folder, "real.txt")));
    }

    [Theory]
    [InlineData("-- revision: a\n-- revises: b\nSELECT 'b';\n", "-- revision: c\n-- revises: d, e\nSELECT 'b';\n")]
    [InlineData("// revises: b \r\n//revision: a", "// revises: d, e \r\n//revision: c", "a.cs")]
    [InlineData("-- revision: a", "-- revision: c\n-- revises: d, e")]
    [InlineData("\uFEFF\r\n  --Revision:a\r\n", "\uFEFF\r\n  --Revision:c\r\n  --revises:d, e\r\n")]
    [InlineData("-- revision: a\n-- revises:\n", "-- revision: c\n-- revises:d, e\n")]
    public void A_header_says_something_else_and_nothing_else_changes(string text, string expected, string file = "a.sql")
    {
        var problems = new List<Problem>();
        var said = HeaderReader.Read(text, file, file, problems)!;
        var changed = HeaderEdit.Apply(text, said, said with { Id = "c", Revises = ["d", "e"] });
        Assert.Equal(expected, changed);
        Assert.Equal(["d", "e"], HeaderReader.Read(changed, file, file, problems)!.Revises);
    }

    FileEdit Edit(string file, string newFile, string text) => new(file, Path.Combine(_folder, file), newFile, Path.Combine(_folder, newFile), text, []);

    List<(string Name, string Text)> All() =>
        [.. Directory.GetFiles(_folder).Order(StringComparer.Ordinal).Select(path => (Path.GetFileName(path), File.ReadAllText(path)))];

    void Write(string file, string text) => File.WriteAllText(Path.Combine(_folder, file), text);
}
