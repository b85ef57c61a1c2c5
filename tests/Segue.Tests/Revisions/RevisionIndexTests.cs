using System.Diagnostics;
using Segue.Revisions;

namespace Segue.Tests.Revisions;

public sealed class RevisionIndexTests(ITestOutputHelper output) : IDisposable
{
    static readonly DateTime LongAgo = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    readonly string _root = Directory.CreateTempSubdirectory("segue-index-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    string IndexPath => Path.Combine(_root, "cache", "revisions.index");

    [Fact]
    public async Task What_the_index_says_is_what_the_files_say()
    {
        Write("a", "-- revision: a\n-- author: Ada\n-- labels: x y\n--\n-- Title\n--\n-- größe 😀\n\nSELECT 1;\n");
        Write("b", "-- revision: b\n-- revises: a\n-- depends-on: a\n\nSELECT 2;\n");
        Write("c", "-- revision: c\n-- repeatable: yes\n\nSELECT 3;\n");
        var cold = await ReadAsync();
        var warm = await ReadAsync();
        Assert.Equivalent(cold.Headers, warm.Headers, strict: true);
        Assert.Equivalent(cold.Summary, warm.Summary, strict: true);
        Assert.Equal((3, "b"), (warm.Summary!.Count, Assert.Single(warm.Summary.Heads)));
        Assert.Equal(Checksums.Of(Content("a")), warm.Graph.Find("a")!.Checksum);
        Assert.Empty(warm.Problems);
    }

    [Fact]
    public async Task What_is_known_is_not_opened()
    {
        Write("a", "-- revision: a\n\nSELECT 1;\n");
        await ReadAsync();
        Write("a", "-- revision: b\n\nSELECT 1;\n");
        Assert.Equal("a", Assert.Single((await ReadAsync()).Headers).Id);
    }

    [Fact]
    public async Task What_is_read_to_be_run_has_the_checksum_of_what_was_read()
    {
        Write("a", "-- revision: a\n\nSELECT 1;\n");
        await ReadAsync();
        var known = Assert.Single((await ReadAsync()).Headers);
        Assert.Equal(known, (await WholeAsync(known)).Header);
        Write("a", "-- revision: a\n\nSELECT 2;\n");
        var stale = Assert.Single((await ReadAsync()).Headers);
        Assert.Equal((known.Checksum, Checksums.Of(Content("a"))), (stale.Checksum, (await WholeAsync(stale)).Checksum));
    }

    static async Task<RevisionFile> WholeAsync(RevisionHeader header)
    {
        var problems = new List<Problem>();
        var file = await RevisionFile.ReadAsync(header, new Dictionary<string, string>(), problems, TestContext.Current.CancellationToken);
        Assert.Empty(problems);
        return Assert.IsType<RevisionFile>(file);
    }

    [Fact]
    public async Task Another_size_or_time_is_read_again_and_what_is_gone_is_gone()
    {
        Write("a", "-- revision: a\n\nSELECT 1;\n");
        Write("b", "-- revision: b\n\nSELECT 1;\n");
        var before = (await ReadAsync()).Summary!;
        Write("a", "-- revision: a\n\nSELECT 22;\n");
        Write("b", "-- revision: c\n\nSELECT 1;\n", LongAgo.AddTicks(10));
        var after = await ReadAsync();
        Assert.Equal(["a", "c"], after.Headers.Select(header => header.Id));
        Assert.Equal(Checksums.Of(Content("a")), after.Headers[0].Checksum);
        Assert.NotEqual(before.Digest, after.Summary!.Digest);
        File.Delete(Path.Combine(_root, "versions", "b.sql"));
        Assert.Equal(["a"], (await ReadAsync()).Summary!.Heads);
        Assert.Equal(["a"], (await ReadAsync()).Summary!.Heads);
    }

    [Fact]
    public async Task A_file_of_this_moment_is_not_remembered()
    {
        Write("a", "-- revision: a\n\nSELECT 1;\n", File.GetLastWriteTimeUtc(_root).AddHours(1));
        await ReadAsync();
        Write("a", "-- revision: b\n\nSELECT 1;\n", File.GetLastWriteTimeUtc(_root).AddHours(1));
        Assert.Equal("b", Assert.Single((await ReadAsync()).Headers).Id);
    }

    [Fact]
    public async Task Behind_a_link_the_file_counts_and_not_the_link()
    {
        Write("a", "-- revision: a\n\nSELECT 1;\n");
        var elsewhere = Path.Combine(_root, "elsewhere.sql");
        File.Move(Path.Combine(_root, "versions", "a.sql"), elsewhere);
        File.CreateSymbolicLink(Path.Combine(_root, "versions", "a.sql"), elsewhere);
        var before = (await ReadAsync()).Summary!.Digest;
        Assert.Equal(before, (await ReadAsync()).Summary!.Digest);
        await File.WriteAllTextAsync(elsewhere, "-- revision: a\n\nSELECT 2;\n", TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(elsewhere, LongAgo.AddDays(1));
        Assert.NotEqual(before, (await ReadAsync()).Summary!.Digest);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(60)]
    [InlineData(-1)]
    public async Task A_damaged_index_is_made_anew(int at)
    {
        Write("a", "-- revision: a\n\nSELECT 1;\n");
        await ReadAsync();
        var good = await File.ReadAllBytesAsync(IndexPath, TestContext.Current.CancellationToken);
        byte[] bad = [.. good];
        bad[at < 0 ? bad.Length + at : at] ^= 1;
        await File.WriteAllBytesAsync(IndexPath, bad, TestContext.Current.CancellationToken);
        Assert.Equal("a", Assert.Single((await ReadAsync()).Headers).Id);
        Assert.Equal(good, await File.ReadAllBytesAsync(IndexPath, TestContext.Current.CancellationToken));
        await File.WriteAllBytesAsync(IndexPath, good[..20], TestContext.Current.CancellationToken);
        Assert.Equal("a", Assert.Single((await ReadAsync()).Headers).Id);
    }

    [Fact]
    public async Task A_problem_is_told_every_time_and_never_summed_up()
    {
        Write("a", "-- revision: a\n-- revises: z\n\nSELECT 1;\n");
        Write("b", "-- revizion: b\n");
        for (var time = 0; time < 2; time++)
        {
            var listing = await ReadAsync();
            Assert.Equal(["unknown-header-key", "revision-missing", "unknown-parent"], listing.Problems.Select(problem => problem.Code));
            Assert.Null(listing.Summary);
        }
    }

    [Fact]
    public async Task A_place_that_cannot_be_written_is_no_reason_to_fail()
    {
        Write("a", "-- revision: a\n\nSELECT 1;\n");
        Directory.CreateDirectory(IndexPath);
        Assert.Equal("a", Assert.Single((await ReadAsync()).Headers).Id);
        Assert.Empty(Directory.GetFiles(Path.Combine(_root, "cache")));
    }

    [Fact]
    public async Task The_digest_is_the_one_of_the_applied_set()
    {
        Write("a", "-- revision: b\n\nSELECT 1;\n");
        Write("b", "-- revision: B\n-- revises: b\n\nSELECT 2;\n");
        var listing = await ReadAsync();
        Assert.Equal(
            listing.Summary!.Digest,
            RevisionSummary.DigestOf(listing.Headers.Select(header => new AppliedRevision(header.Id, header.Checksum!, header.Title))));
    }

    [Fact]
    public async Task Many_files_are_listed_without_opening_them()
    {
        for (var n = 0; n < 1_000; n++)
            Write($"{n:00000}_x", $"-- revision: {n:00000}_x\n-- revises: {(n == 0 ? "" : $"{n - 1:00000}_x")}\n--\n-- Table {n}.\n\nCREATE TABLE t{n} (a int);\n");
        foreach (var name in (string[])["cold", "warm", "warm"])
        {
            var watch = Stopwatch.StartNew();
            var listing = await ReadAsync();
            Assert.Equal(1_000, listing.Summary!.Count);
            var listed = watch.Elapsed;
            Assert.Equal("00999_x", Assert.Single(listing.Graph.Heads).Id);
            output.WriteLine($"{name}: {listed.TotalMilliseconds:0} ms, graph made after {watch.Elapsed.TotalMilliseconds:0} ms");
        }
    }

    Task<RevisionListing> ReadAsync() =>
        RevisionFolders.ReadAsync(["versions"], _root, new RevisionIndex(IndexPath, TimeProvider.System), TestContext.Current.CancellationToken);

    string Content(string name) => File.ReadAllText(Path.Combine(_root, "versions", name + ".sql"));

    void Write(string name, string text, DateTime? modifiedAt = null)
    {
        Directory.CreateDirectory(Path.Combine(_root, "versions"));
        var path = Path.Combine(_root, "versions", name + ".sql");
        File.WriteAllText(path, text);
        File.SetLastWriteTimeUtc(path, modifiedAt ?? LongAgo);
    }
}
