namespace Segue.EndToEndTests;

/// <summary>A project of Alembic where Alembic is not.</summary>
public sealed class AlembicTests : IDisposable
{
    readonly Sandbox _box = new();

    public void Dispose() => _box.Dispose();

    [Fact]
    public void Without_the_program_the_graph_is_there_and_what_needs_SQL_says_what_is_missing()
    {
        _box.Write("db/alembic.ini", "[alembic]\nscript_location = migrations\n");
        _box.Write("db/migrations/versions/1a_x.py", "'''Makes it.'''\nrevision = '1a'\ndown_revision = None\n");
        _box.Write("db/migrations/versions/2b_y.py", "'''Goes on.'''\nrevision = '2b'\ndown_revision = '1a'\n");
        _box.Variables["PATH"] = _box.Home;

        Assert.StartsWith("2b ", _box.Segue("heads", "--folder", "db").Expect(0).Lines[1], StringComparison.Ordinal);
        Assert.Equal(["2b", "1a"], _box.Segue("history", "--folder", "db/migrations/versions").Expect(0).Lines.Skip(1).Select(line => line.Split(' ')[0]));
        var show = _box.Segue("show", "2b", "--folder", "db").Expect(1);
        Assert.Contains("Goes on.", show.Out, StringComparison.Ordinal);
        Assert.Contains("The program alembic is not installed", show.Error, StringComparison.Ordinal);
        Assert.Equal("2b", (string?)_box.Segue("show", "2b", "--folder", "db", "-o", "json").Expect(1).Json["revision"]!["id"]);
        Assert.Contains("The program alembic is not installed", _box.Segue("upgrade", "--sql", "--offline", "--folder", "db").Expect(1).Error, StringComparison.Ordinal);
    }
}
