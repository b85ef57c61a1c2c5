using Segue.Revisions;

namespace Segue.Tests.Revisions;

public sealed class RevisionFileTests
{
    const string Whole = """
        -- revision: 007_partitioning
        -- revises: 006_rollback, 005_advanced
        -- depends-on: 002_core
        -- labels: analytics
        -- author: Ada
        --
        -- Partition analytics by month.
        --
        -- It takes
        --   a while.

        -- segue: upgrade
        CREATE TABLE a (x int);
        -- segue: allow index-without-concurrently because the table is new
        -- segue: timeout lock=500ms statement=5min
        CREATE INDEX ON a (x);
        -- segue: downgrade
        DROP TABLE a;
        -- segue: verify
        SELECT 1 WHERE false;
        -- segue: run
        CALL f();
        """;

    [Fact]
    public void The_header_says_what_the_revision_is()
    {
        var header = Read(Whole).Header;
        Assert.Equal("007_partitioning", header.Id);
        Assert.Equal(["006_rollback", "005_advanced"], header.Revises);
        Assert.Equal(["002_core"], header.DependsOn);
        Assert.Equal(["analytics"], header.Labels);
        Assert.Equal("Ada", header.Author);
        Assert.Equal("Partition analytics by month.", header.Title);
        Assert.Equal("Partition analytics by month.\n\nIt takes\n  a while.", header.Docstring);
        Assert.Equal(new SourceLocation("versions/a.sql", 2, 13), header.RevisesLocation);
    }

    [Theory]
    [InlineData("COPY t TO STDOUT;", "copy-to-stdout")]
    [InlineData("-- segue: no-transaction\nCOPY t FROM STDIN;\n1\n\\.", "misplaced-directive")]
    public void A_copy_that_cannot_be_carried_out_is_refused_before_anything_is_done(string text, string code)
    {
        var problems = new List<Problem>();
        RevisionFile.Read("-- revision: a\n--\n-- A.\n\n" + text, "a.sql", "a.sql", new Dictionary<string, string>(), problems);

        Assert.Equal(code, Assert.Single(problems).Code);
    }

    [Fact]
    public void Each_section_has_its_statements()
    {
        var body = Read(Whole).Body;
        Assert.Equal(["CREATE TABLE a (x int)", "CREATE INDEX ON a (x)"], body.Upgrade.Select(each => each.Statement.Text));
        Assert.Equal(["DROP TABLE a"], body.Downgrade.Select(each => each.Statement.Text));
        Assert.Equal(["SELECT 1 WHERE false"], body.Verify.Select(each => each.Statement.Text));
        Assert.Equal(["CALL f()"], body.Run.Select(each => each.Statement.Text));
        Assert.Equal(new SourceLocation("versions/a.sql", 16, 1), body.Upgrade[1].Statement.Location);
    }

    [Fact]
    public void A_directive_binds_to_the_next_statement()
    {
        var directives = Read(Whole).Body.Upgrade[1].Directives;
        Assert.Equal("index-without-concurrently", Assert.Single(directives.Allowed).Rule);
        Assert.Equal("the table is new", directives.Allowed[0].Reason);
        Assert.Equal(TimeSpan.FromMilliseconds(500), directives.LockTimeout);
        Assert.Equal(TimeSpan.FromMinutes(5), directives.StatementTimeout);
        Assert.Equal(StatementDirectives.None, Read(Whole).Body.Upgrade[0].Directives);
    }

    [Fact]
    public void A_file_without_sections_is_all_upgrade()
    {
        var body = Read("-- revision: a\n\nSELECT 1;\nSELECT 2;\n").Body;
        Assert.Equal(2, body.Upgrade.Length);
        Assert.True(body.Has(RevisionSection.Upgrade));
        Assert.False(body.Has(RevisionSection.Downgrade));
    }

    [Fact]
    public void Keys_may_come_in_any_order_after_a_byte_order_mark_and_blank_lines()
    {
        var header = Read("\uFEFF\r\n\r\n--author: Ada\r\n--REVISES:\r\n  -- Revision: x\r\n\r\n-- Title\r\n\r\n-- no docstring\r\nSELECT 1;").Header;
        Assert.Equal(("x", "Ada", "Title"), (header.Id, header.Author, header.Docstring));
        Assert.Empty(header.Revises);
    }

    [Fact]
    public void Directives_in_bodies_literals_comments_and_rows_are_text()
    {
        var file = Read("""
            -- revision: a
            -- segue: upgrade
            DO $$
            -- segue: downgrade
            $$;
            SELECT '
            -- segue: downgrade
            ';
            /*
            -- segue: downgrade
            */
            COPY t FROM STDIN;
            -- segue: downgrade
            \.
            """);
        Assert.Equal([RevisionSection.Upgrade], file.Body.Sections);
        Assert.Equal("-- segue: downgrade\n", file.Body.Upgrade[2].Statement.CopyData);
    }

    [Fact]
    public void Irreversible_needs_a_reason_and_no_statement()
    {
        Assert.Equal("rows are gone", Read("-- revision: a\n-- segue: downgrade\n  --SEGUE: Irreversible because rows are gone\n").Body.Irreversible);
        Assert.Equal(["directive-form"], Codes("-- revision: a\n-- segue: downgrade\n-- segue: irreversible\n"));
        Assert.Equal(["statement-in-irreversible"], Codes("-- revision: a\n-- segue: downgrade\n-- segue: irreversible because x\nSELECT 1;"));
    }

    [Theory]
    [InlineData("SELECT 1;", "revision-missing")]
    [InlineData("-- revision: a-b", "revision-name")]
    [InlineData("-- revision: head", "revision-name")]
    [InlineData("-- revision: a\n-- revizes: b", "unknown-header-key")]
    [InlineData("-- revision: a\n-- revision: b", "repeated-header-key")]
    [InlineData("-- revision: a\n-- a title without a blank line", "header-line")]
    [InlineData("-- revision: a\n-- repeatable: yes\n-- revises: b", "repeatable-in-graph")]
    [InlineData("-- revision: a\n-- segue: upgrad", "unknown-directive")]
    [InlineData("-- revision: a\n-- segue: upgrade\n-- segue: upgrade", "repeated-section")]
    [InlineData("-- revision: a\n-- segue: downgrade\n-- segue: upgrade", "misordered-section")]
    [InlineData("-- revision: a\n-- segue: no-transaction", "unbound-directive")]
    [InlineData("-- revision: a\n-- segue: upgrade\n-- segue: online\n-- segue: downgrade\nSELECT 1;", "unbound-directive")]
    [InlineData("-- revision: a\n-- segue: online\n-- segue: online\nSELECT 1;", "repeated-directive")]
    [InlineData("-- revision: a\n-- segue: allow x\nSELECT 1;", "directive-form")]
    [InlineData("-- revision: a\n-- segue: timeout 5\nSELECT 1;", "directive-form")]
    [InlineData("-- revision: a\n\nSELECT 1;\n-- segue: downgrade", "statement-before-section")]
    [InlineData("-- revision: a\n\nSELECT 1\n-- segue: downgrade\nSELECT 2;", "misplaced-directive")]
    [InlineData("-- revision: a\n\nSELECT 1; -- segue: online\nSELECT 2;", "misplaced-directive")]
    [InlineData("-- revision: a\n\nBEGIN;", "own-transaction")]
    [InlineData("-- revision: a\n\n/* x */ start transaction;", "own-transaction")]
    [InlineData("-- revision: a\n\nROLLBACK;", "own-transaction")]
    [InlineData("-- revision: a\n\nPREPARE TRANSACTION 'x';", "own-transaction")]
    [InlineData("-- revision: a\n\n\\i other.sql", "psql-command")]
    [InlineData("-- revision: a\n\nSELECT :x;", "psql-variable")]
    [InlineData("-- revision: a\n\nSELECT :'x';", "psql-variable")]
    [InlineData("-- revision: a\n\nSELECT ${nmae};", "unknown-placeholder")]
    [InlineData("-- revision: a\n\nSELECT ${name:litteral};", "placeholder-form")]
    [InlineData("-- revision: a\n\nSELECT ${evil};", "placeholder-breaks-statement")]
    [InlineData("-- revision: a\n\nSELECT 'a;", "unterminated")]
    [InlineData("-- revision: a\n\nCOPY t FROM STDIN;\n1\n", "unterminated")]
    [InlineData("-- revision: a\n\nCOPY t FROM STDIN;", "copy-without-rows")]
    public void What_is_wrong_is_a_problem_with_a_place(string text, string code)
    {
        var problem = Assert.Single(Problems(text));
        Assert.Equal(code, problem.Code);
        Assert.NotNull(problem.Location);
    }

    [Theory]
    [InlineData("SAVEPOINT a; RELEASE a")]
    [InlineData("ROLLBACK WORK TO SAVEPOINT a")]
    [InlineData("PREPARE x AS SELECT 1")]
    [InlineData("SELECT a[1:n], a[:n], b::int, f(a := 1)")]
    [InlineData("SELECT JSON_OBJECT('a' :b, 'c':d)")]
    [InlineData("SELECT ':x', $$:x$$, \":x\"")]
    [InlineData("\\restrict abc\nSELECT 1;\n\\unrestrict abc")]
    [InlineData("SELECT '${x}', $$${x}$$, \"${x}\" -- ${x}\n")]
    [InlineData("-- segue: verbatim\nSELECT ${x}")]
    public void What_is_allowed_is_no_problem(string text) => Assert.Empty(Problems("-- revision: a\n\n" + text));

    [Fact]
    public void All_problems_come_at_once_in_clickable_form() => Assert.Equal(
        [
            "versions/a.sql:2:4: 'revizes' is no key of a revision's header (did you mean 'revises'?)",
            "versions/a.sql:4:1: 'upgarde' is no directive (did you mean 'upgrade'?)",
            "versions/a.sql:5:8: there is no variable 'nmae' (did you mean 'name'?)",
        ],
        Problems("-- revision: a\n-- revizes: b\n\n-- segue: upgarde\nSELECT ${nmae};").Select(problem => problem.ToString()));

    [Fact]
    public void Placeholders_are_filled_in_and_places_still_lead_back()
    {
        var statement = Read("-- revision: a\n\nSELECT ${name},\n ${name:ident}, ${name:literal}, wrong").Body.Upgrade[0].Statement;
        Assert.Equal("SELECT O,\n \"O\", 'O', wrong", statement.Text);
        Assert.Equal(new SourceLocation("versions/a.sql", 4, 34), statement.LocationOf(statement.Text.IndexOf("wrong", StringComparison.Ordinal)));
        Assert.Equal(new SourceLocation("versions/a.sql", 4, 17), statement.LocationOf(statement.Text.IndexOf("'O'", StringComparison.Ordinal)));
    }

    static readonly Dictionary<string, string> Variables = new() { ["name"] = "O", ["evil"] = "1; DROP TABLE t" };

    static RevisionFile Read(string text)
    {
        var problems = new List<Problem>();
        var file = RevisionFile.Read(text, "/p/versions/a.sql", "versions/a.sql", Variables, problems);
        Assert.Empty(problems);
        return file!;
    }

    static List<Problem> Problems(string text)
    {
        var problems = new List<Problem>();
        RevisionFile.Read(text, "/p/versions/a.sql", "versions/a.sql", Variables, problems);
        return problems;
    }

    static IEnumerable<string> Codes(string text) => Problems(text).Select(problem => problem.Code);
}
