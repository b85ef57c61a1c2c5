using Segue.Revisions;

namespace Segue.Tests.Revisions;

public sealed class RevisionFoldersTests : IDisposable
{
    readonly string _root = Directory.CreateTempSubdirectory("segue-folders-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task Files_are_read_in_the_order_of_folders_and_names()
    {
        Write("b/2.sql", "-- revision: two\n");
        Write("b/1.sql", "-- revision: one\n-- revises: two");
        Write("b/ignored.txt", "");
        Write("b/.hidden.sql", "");
        Write("b/below/3.sql", "");
        Write("a/9.SQL", "-- revision: nine\n");
        var listing = await ReadAsync("b", Path.Combine(_root, "a"));
        Assert.Equal(["b/1.sql", "b/2.sql", "a/9.SQL"], listing.Headers.Select(header => header.File));
        Assert.Equal(["two", "one", "nine"], listing.Graph.All.Select(header => header.Id));
        Assert.Empty(listing.Problems);
    }

    [Fact]
    public async Task All_that_is_wrong_in_all_files_comes_at_once()
    {
        Write("v/1.sql", "-- revision: a\n-- labels: x");
        Write("v/2.sql", "-- revision: a\n-- revises: a");
        Write("v/3.sql", "-- revision: b\n-- revises: c\n-- labels: x");
        Write("v/4.sql", "SELECT 1;");
        Assert.Equal(
            [
                "the folder 'w' does not exist (create it with 'segue init', or correct 'versions' in segue.json)",
                "v/4.sql:1:1: the file does not say which revision it is (begin it with '-- revision: 4' and '-- revises: <parent>')",
                "v/2.sql:1:14: revision 'a' stands in v/1.sql and in v/2.sql (give one of them another id)",
                "v/3.sql:3:12: the label 'x' stands in v/1.sql and in v/3.sql",
                "v/3.sql:2:13: 'b' revises 'c', which does not exist (did you mean 'a'?)",
            ],
            (await ReadAsync("w", "v")).Problems.Select(problem => problem.ToString()));
    }

    [Fact]
    public async Task A_long_docstring_is_read_whole_and_a_far_too_long_one_is_refused()
    {
        Write("v/1.sql", "-- revision: a\n--\n" + string.Concat(Enumerable.Repeat("-- größe\n", 2_000)) + "\nSELECT 1;");
        Write("v/2.sql", "-- revision: b\n--\n" + string.Concat(Enumerable.Repeat("-- größe\n", 20_000)));
        var listing = await ReadAsync("v");
        Assert.Equal(2_000, listing.Headers[0].Docstring.Split('\n').Length);
        Assert.Equal("header-too-long", Assert.Single(listing.Problems).Code);
    }

    [Fact]
    public async Task A_file_that_is_not_UTF_8_is_refused_with_its_place()
    {
        Write("v/1.sql", "-- revision: a\n\nSELECT 'gr?ße';");
        var path = Path.Combine(_root, "v", "1.sql");
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        bytes[Array.IndexOf(bytes, (byte)'?')] = 0xF6;
        await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
        var problems = new List<Problem>();
        Assert.Null(await RevisionFile.ReadAsync(path, "v/1.sql", new Dictionary<string, string>(), problems, TestContext.Current.CancellationToken));
        Assert.Equal("v/1.sql:3:11: byte 0xF6 is not UTF-8 (save the file as UTF-8)", Assert.Single(problems).ToString());
    }

    [Fact]
    public async Task A_file_that_cannot_be_opened_is_a_problem_with_or_without_an_index()
    {
        Write("v/1.sql", "-- revision: a");
        File.CreateSymbolicLink(Path.Combine(_root, "v", "2.sql"), "nowhere");
        Assert.Equal("file-unreadable", Assert.Single((await ReadAsync("v")).Problems).Code);
        var index = new RevisionIndex(Path.Combine(_root, "index"), TimeProvider.System);
        var listing = await RevisionFolders.ReadAsync(["v"], _root, index, TestContext.Current.CancellationToken);
        Assert.Equal("v/2.sql", Assert.Single(listing.Problems).Location!.Value.File);
    }

    Task<RevisionListing> ReadAsync(params string[] folders) => RevisionFolders.ReadAsync(folders, _root, TestContext.Current.CancellationToken);

    void Write(string file, string text)
    {
        var path = Path.Combine(_root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
