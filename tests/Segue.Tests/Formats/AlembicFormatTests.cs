using Segue.Formats;
using Segue.Revisions;

namespace Segue.Tests.Formats;

public sealed class AlembicFormatTests : IDisposable
{
    readonly FormatFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_header_of_a_module_is_read_without_running_it()
    {
        Ini("script_location = db");
        _folder.File("db/versions/2_b.py", """"
            # -*- coding: utf-8 -*-
            """Add a "name".

            Why it's needed.

            Revision ID: 2-b
            Revises: 1a
            Create Date: 2026-01-01 10:00:00
            """
            from typing import Union
            text = """
            revision = 'not this'
            """
            revision: str = '2-b'  # revision = "nor this"
            down_revision: Union[str, None] = (
                "1a",  # the base
            )
            branch_labels = ["left",
                'le' "ft-er"]
            depends_on = None
            def upgrade(): revision = "x"
                revision = "y"
            """").File("db/versions/1_a.py", "revision = '1a'\ndown_revision = None\n").File("db/versions/__init__.py").File("db/env.py");

        var headers = (await _folder.ListAsync("alembic")).Headers;

        Assert.Equal(["1a", "2_b"], headers.Select(header => header.Id));
        var header = headers[1];
        Assert.Equal(("2-b", "Add a \"name\".", "db/versions/2_b.py"), (header.ForeignVersion, header.Title, header.File));
        Assert.Equal("Add a \"name\".\n\nWhy it's needed.\n\nCreate Date: 2026-01-01 10:00:00", header.Docstring);
        Assert.Equal(["1a"], header.Revises);
        Assert.Equal(["left", "left_er"], header.Labels);
        Assert.Empty(header.DependsOn);
        Assert.Equal("db/versions/2_b.py:14:17", header.IdLocation.ToString());
        Assert.Empty(_folder.Problems);
    }

    [Fact]
    public async Task Dependencies_may_be_labels_and_the_beginnings_of_ids()
    {
        Module("1_a", "revision = 'abc123'\ndown_revision = None\nbranch_labels = 'left'");
        Module("2_b", "revision = 'def456'\ndown_revision = None\ndepends_on = 'left', 'ghi'");
        Module("3_c", "revision = 'ghi789'\ndown_revision = 'abc123'");
        Module("4_d", "revision = 'm'\ndown_revision = ('def456', 'ghi789')");

        var graph = (await _folder.ListAsync("alembic")).Graph;

        Assert.Equal(["abc123", "ghi789", "def456", "m"], graph.All.Select(header => header.Id));
        Assert.Equal(["abc123", "ghi789"], graph.Find("def456")!.DependsOn);
        Assert.Equal("m", graph.Heads.Single().Id);
        Assert.Empty(_folder.Problems);
    }

    [Theory]
    [InlineData("revision = make()\ndown_revision = None", "not-literal")]
    [InlineData("revision = 'a'\ndown_revision = PARENT", "not-literal")]
    [InlineData("revision = f'a'\ndown_revision = None", "not-literal")]
    [InlineData("down_revision = None", "no-revision")]
    public async Task What_only_Python_could_compute_is_told(string text, string code)
    {
        Module("0_first", "revision = '0'\ndown_revision = None");
        Module("1_a", text);

        await _folder.ListAsync("alembic");

        Assert.Equal([code], _folder.Codes());
    }

    [Theory]
    [InlineData("db/alembic.ini", "[alembic]\nscript_location = %(here)s/x\nversion_locations = %(here)s/v1 %(here)s/v2  # where\n")]
    [InlineData("db/alembic.ini", "[other]\nx = 1\n[alembic]\nscript_location = x\nversion_path_separator = os\nversion_locations = %(here)s/v1:v2\n")]
    [InlineData("db/alembic.ini", "[alembic]\nscript_location = x\npath_separator = newline\nversion_locations =\n  v1\n  v2\n[loggers]\nkeys = root\n")]
    [InlineData("db/pyproject.toml", "[project]\nname = \"x\"\n[tool.alembic]\nscript_location = \"%(here)s/x\"\nversion_locations = [\n  \"%(here)s/v1\", # one\n  \"v2\",\n]\n[tool.x]\n")]
    public async Task The_settings_say_which_folders_hold_revisions(string file, string text)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() && text.Contains("v1:v2", StringComparison.Ordinal), "the separator is another one there");
        _folder.File(file, text).File("db/v2/1.py", "revision = '1'\ndown_revision = None").File("db/v1/2.py", "revision = '2'\ndown_revision = '1'");

        var project = AlembicProject.Find(Path.Combine(_folder.Path, "db"))!;
        Assert.Equal(["v1", "v2"], project.Versions.Select(Path.GetFileName));
        Assert.Equal(project, AlembicProject.Find(Path.Combine(_folder.Path, "db", "v2"))! with { Versions = project.Versions });

        var problems = new List<Problem>();
        var headers = await KnownFormats.Find("alembic")!.ListAsync(Path.Combine(_folder.Path, "db", "v1"), _folder.Path, problems, TestContext.Current.CancellationToken);
        Assert.Equal(["2", "1"], headers.Select(header => header.Id));
    }

    [Fact]
    public void Alembics_own_statements_are_taken_out_of_its_output()
    {
        var sql = new AlembicOutput(Direction.Up, ["1a", "2b", "3c"]).Cut(
            """
            BEGIN;

            CREATE TABLE x.versions (
                version_num VARCHAR(32) NOT NULL
            );

            -- Running upgrade  -> 1a

            INSERT INTO notes VALUES ('-- Running upgrade 1a -> 2b
            BEGIN;');

            UPDATE notes SET version_num='1a' WHERE notes.version_num = '0';

            SELECT 1; -- Running upgrade 1a -> 2b
            SELECT 2;;

            INSERT INTO x.versions (version_num) VALUES ('1a') RETURNING x.versions.version_num;

            -- Running upgrade 1a -> 2b

            COMMIT;

            CREATE INDEX CONCURRENTLY i ON t (a);

            BEGIN;

            -- Running upgrade nobody -> 3c

            DROP TABLE t;

            DELETE FROM x.versions WHERE x.versions.version_num = '1a';

            UPDATE x.versions SET version_num='2b' WHERE x.versions.version_num = '1a';

            COMMIT;

            BEGIN;

            -- Running upgrade 1a, 2b -> 3c

            SELECT 3;
            """, isWhole: false);

        Assert.Equal(["1a", "2b"], sql.Keys.Order());
        Assert.Equal(
            ["INSERT INTO notes VALUES ('-- Running upgrade 1a -> 2b\nBEGIN;')", "UPDATE notes SET version_num='1a' WHERE notes.version_num = '0'", "SELECT 1", "SELECT 2"],
            FormatFolder.Show(sql["1a"]));
        Assert.Equal(["*CREATE INDEX CONCURRENTLY i ON t (a)", "DROP TABLE t"], FormatFolder.Show(sql["2b"]));
    }

    [Fact]
    public void The_version_table_goes_with_the_last_downgrade_only()
    {
        var sql = new AlembicOutput(Direction.Down, ["1a", "2b"]).Cut(
            """
            BEGIN;
            -- Running downgrade 2b -> 1a
            DROP TABLE b;
            DROP TABLE alembic_version;
            UPDATE alembic_version SET version_num='1a' WHERE alembic_version.version_num = '2b';
            -- Running downgrade 1a ->
            DROP TABLE a;
            DELETE FROM alembic_version WHERE alembic_version.version_num = '1a';
            DROP TABLE alembic_version;
            COMMIT;
            """, isWhole: true);

        Assert.Equal(["DROP TABLE b", "DROP TABLE alembic_version"], FormatFolder.Show(sql["2b"]));
        Assert.Equal(["DROP TABLE a"], FormatFolder.Show(sql["1a"]));
    }

    [Fact]
    public void Errors_are_short_and_hold_no_password()
    {
        const string Trace = "INFO  [x] Context impl SQLiteImpl.\nTraceback (most recent call last):\n  File \"/x/env.py\", line 1, in <module>\n    connect()\nValueError: no postgresql://ada:s3c/r@t@host/db here\n";

        Assert.Equal("ValueError: no postgresql://***@host/db here", AlembicMessages.LastOf(Trace, 3));
        Assert.Equal("SQLite", AlembicMessages.DialectIn(Trace));
    }

    [Fact]
    public void The_checksum_of_a_module_minds_code_and_not_comments_or_line_ends()
    {
        var first = AlembicPython.Checksum("def f():\n    x = 'it''s'  # why\n    return x\n");

        Assert.Equal(first, AlembicPython.Checksum("def f():\r\n    x = 'it''s'  # why  \r\n    return x"));
        Assert.Equal(ChecksumChange.CommentsOnly, Checksums.Compare(first, AlembicPython.Checksum("def f():\n    # because\n    x = 'it''s'\n    return x\n")));
        Assert.Equal(ChecksumChange.Sql, Checksums.Compare(first, AlembicPython.Checksum("def f():\n    x = 'it''s'  # why\nreturn x\n")));
    }

    [Fact]
    public async Task Without_settings_the_graph_is_read_and_the_SQL_is_not()
    {
        Module("1_a", "revision = '1a'\ndown_revision = None");
        var header = (await _folder.ListAsync("alembic")).Headers.Single();

        var refused = await Assert.ThrowsAsync<SegueException>(() => RevisionFile.ReadAsync(header, _folder.Variables, [], TestContext.Current.CancellationToken));

        Assert.Contains("There is no alembic.ini above", refused.Message, StringComparison.Ordinal);
    }

    void Ini(string text) => _folder.File("alembic.ini", "[alembic]\n" + text + "\n");

    void Module(string name, string text) => _folder.File(name + ".py", text + "\n");
}
