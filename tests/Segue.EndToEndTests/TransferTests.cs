using System.Text;
using Segue.PostgresTests.Fixtures;

namespace Segue.EndToEndTests;

public sealed class TransferTests(PostgresFixture postgres) : IDisposable
{
    const string Table = "CREATE TABLE \"Odd name\" (id int PRIMARY KEY, name text, \"wäre \"\"schön\"\"\" text DEFAULT 'default')";

    readonly Sandbox _box = new();

    public void Dispose() => _box.Dispose();

    [Fact]
    public async Task What_is_exported_and_imported_again_is_the_same()
    {
        await using var from = await postgres.NewDatabaseAsync();
        await using var to = await postgres.NewDatabaseAsync();
        await from.ExecuteAsync(Table + """
            ; INSERT INTO "Odd name" VALUES (1, NULL, ''), (2, '', NULL), (3, E'"quoted", and\nnext line\r\nand next', 'Zoë 🎵 日本'), (4, E'\\N', E'\\.'), (5, ' ', E'\t''')
            """);
        await to.ExecuteAsync(Table);
        _box.Segue("init").Expect(0);

        var export = _box.On(from).Segue("export", "\"Odd name\"", "odd.csv", "-o", "json").Expect(0);
        Assert.Equal(new FileInfo(Path.Combine(_box.Folder, "odd.csv")).Length, (long)export.Json["bytes"]!);
        Assert.Equal(5, (int)_box.On(to).Segue("import", "\"Odd name\"", "odd.csv", "-o", "json").Expect(0).Json["loaded"]!);

        const string Rows = "SELECT string_agg(r::text, '|' ORDER BY id) FROM \"Odd name\" r";
        Assert.Equal(await from.ScalarAsync<string>(Rows), await to.ScalarAsync<string>(Rows));
        Assert.Equal("import \"Odd name\"", await to.ScalarAsync<string>("SELECT purpose FROM segue.run WHERE outcome = 'done'"));
    }

    [Fact]
    public async Task A_file_may_leave_columns_out_and_begin_with_a_byte_order_mark()
    {
        await using var database = await postgres.NewDatabaseAsync();
        await database.ExecuteAsync(Table);
        _box.On(database).Segue("init").Expect(0);
        await File.WriteAllTextAsync(
            Path.Combine(_box.Folder, "some.csv"), "name,id\r\nfirst,1\r\n\"\",2\r\n,3\r\n", new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), TestContext.Current.CancellationToken);

        _box.Segue("import", "\"Odd name\"", "some.csv").Expect(0);

        Assert.Equal("1 first default|2  default|3 NULL default", await database.ScalarAsync<string>(
            "SELECT string_agg(format('%s %s %s', id, coalesce(name, 'NULL'), \"wäre \"\"schön\"\"\"), '|' ORDER BY id) FROM \"Odd name\""));
    }

    [Fact]
    public async Task A_bad_row_leaves_nothing_and_is_named_by_its_line()
    {
        await using var database = await postgres.NewDatabaseAsync();
        await database.ExecuteAsync(Table);
        _box.On(database).Segue("init").Expect(0);
        _box.Write("bad.csv", "id,name\n1,one\n2,two\nthree,three\n");

        var failed = _box.Segue("import", "\"Odd name\"", "bad.csv").Expect(1);

        Assert.Contains("bad.csv:4:", failed.Error, StringComparison.Ordinal);
        Assert.Contains("\"three\"", failed.Error, StringComparison.Ordinal);
        Assert.Equal(0, await database.ScalarAsync<long>("SELECT count(*) FROM \"Odd name\""));
    }

    [Fact]
    public async Task A_line_that_an_older_server_takes_for_the_end_of_the_data_loses_no_row_in_silence()
    {
        await using var database = await postgres.NewDatabaseAsync();
        await database.ExecuteAsync("CREATE TABLE word (word text)");
        _box.On(database).Segue("init").Expect(0);
        _box.Write("words.csv", "word\none\n\\.\ntwo\n");

        var outcome = _box.Segue("import", "word", "words.csv");

        if (postgres.Major < 18)
            Assert.Contains("words.csv:3:", outcome.Expect(2).Error, StringComparison.Ordinal);
        else
            Assert.Contains("3 rows", outcome.Expect(0).Error, StringComparison.Ordinal);
        Assert.Equal(postgres.Major < 18 ? 0 : 3, await database.ScalarAsync<long>("SELECT count(*) FROM word"));
    }

    [Theory]
    [InlineData("id,nmae\n1,one\n", 1, "nmae")]
    [InlineData("id,id\n1,1\n", 2, "named twice")]
    [InlineData("id,\n1,1\n", 2, "must name the columns")]
    [InlineData("", 2, "must name the columns")]
    public async Task A_header_that_does_not_fit_is_refused(string csv, int exitCode, string expected)
    {
        await using var database = await postgres.NewDatabaseAsync();
        await database.ExecuteAsync(Table);
        _box.On(database).Segue("init").Expect(0);
        _box.Write("odd.csv", csv);
        Assert.Contains(expected, _box.Segue("import", "\"Odd name\"", "odd.csv").Expect(exitCode).Error, StringComparison.Ordinal);
        Assert.Equal(0, await database.ScalarAsync<long>("SELECT count(*) FROM \"Odd name\""));
    }

    [Fact]
    public async Task What_is_not_there_is_said()
    {
        await using var database = await postgres.NewDatabaseAsync();
        await database.ExecuteAsync(Table);
        _box.On(database).Segue("init").Expect(0);
        Assert.Contains("There is no file", _box.Segue("import", "\"Odd name\"", "nowhere.csv").Expect(2).Error, StringComparison.Ordinal);
        Assert.Contains("There is no folder", _box.Segue("export", "\"Odd name\"", "no/where.csv").Expect(2).Error, StringComparison.Ordinal);
        Assert.Contains("does not exist", _box.Segue("export", "nothing", "nothing.csv").Expect(1).Error, StringComparison.Ordinal);
        Assert.Equal(["segue.json", "versions"], Directory.EnumerateFileSystemEntries(_box.Folder).Select(Path.GetFileName).Order());
    }
}
