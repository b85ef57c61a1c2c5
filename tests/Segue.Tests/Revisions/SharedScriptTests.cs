using Segue.Grammar;
using Segue.Revisions;
using Segue.Sql;

namespace Segue.Tests.Revisions;

public sealed class SharedScriptTests
{
    [Fact]
    [Trait("Category", "Shared")]
    public void What_the_grammar_can_parse_is_a_revision_without_problems()
    {
        var wrong = new List<string>();
        var read = 0;
        foreach (var path in Directory.EnumerateFiles(SharedFolder.Find(), "*.sql", SearchOption.AllDirectories))
        {
            var text = File.ReadAllText(path);
            if (PgGrammar.Parse(text).Error is not null)
                continue;
            read++;
            var problems = new List<Problem>();
            RevisionFile.Read("-- revision: a\n\n-- segue: upgrade\n" + text, path, path, new Dictionary<string, string>(), problems);
            wrong.AddRange(problems.Where(problem => problem.Code != "own-transaction").Select(problem => problem.ToString()));
        }
        Assert.Empty(wrong);
        Assert.True(read > 500);
    }

    [Fact]
    [Trait("Category", "Shared")]
    public void Rewriting_line_ends_and_comments_never_changes_the_tokens()
    {
        foreach (var path in Directory.EnumerateFiles(SharedFolder.Find(), "*.sql", SearchOption.AllDirectories))
        {
            var text = File.ReadAllText(path);
            // To psql and in rows a line end is more than a blank.
            if (StatementSplitter.Split(text).Any(piece => piece.Kind is PieceKind.PsqlLine or PieceKind.CopyData))
                continue;
            var rewritten = Rewritten(text);
            Assert.True(Checksums.Compare(Checksums.Of(text), Checksums.Of(rewritten)) != ChecksumChange.Sql, path);
        }
    }

    /// <summary>Every blank and comment becomes another one.</summary>
    static string Rewritten(string text)
    {
        var result = new System.Text.StringBuilder();
        var lexer = new Lexer(text);
        while (lexer.Read())
        {
            if (lexer.Current.IsTrivia)
                result.Append(" /* x */\r\n");
            else
                result.Append(text, lexer.Current.Start, lexer.Current.Length);
        }
        return result.ToString();
    }
}
