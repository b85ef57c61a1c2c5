using System.Text;
using System.Text.Json;
using Segue.Revisions;

namespace Segue.Tests.Revisions;

public sealed class RevisionFileFuzz(ITestOutputHelper output)
{
    static readonly string[] Fragments =
    [
        "-- revision: a\n", "-- revises: b, c\n", "--revises:", "-- depends-on: d\n", "-- labels: x\n", "-- author: Ada\r\n", "-- repeatable: yes\n", "--\n", "--", "\n",
        "\r\n", "-- Title\n", "\uFEFF", "-- segue: upgrade\n", "-- segue: downgrade\n", "-- segue: verify\n", "-- segue: run\n", "--segue:", "-- segue: \n",
        "-- SEGUE: irreversible because x\n", "-- segue: allow a because b\n", "-- segue: allow because\n", "-- segue: timeout lock=1s\n", "-- segue: timeout = s\n",
        "-- segue: timeout lock=99999999999d\n", "-- segue: up \n", "-- segue: no-transaction\n", "-- segue: verbatim\n", "-- segue: because because \n",
        "SELECT 1", ";", " ", "'", "\"", "$$", "$a$", "/*", "*/", "${name}", "${name:literal}", "${name:ident}", "${", "}", ":", "x", "(", ")", "[", "]", "json_object(",
        "BEGIN", "ROLLBACK", " TO ", "START ", "COPY t FROM STDIN;\n", "\\.\n", "\\", "\\i x\n", "\\restrict y\n", "\0", "😀", "\ud800", "ä", "E'", "U&'",
    ];

    [Fact]
    public void Whatever_stands_in_a_file_reading_it_ends_in_a_value_and_in_problems_with_places()
    {
        var seed = FuzzSeed.Choose(output);
        var random = new Random(seed);
        var variables = new Dictionary<string, string> { ["name"] = "it's; \"$$" };
        for (var round = 0; round < 2_000; round++)
        {
            var text = new StringBuilder();
            for (var count = random.Next(1, 30); count > 0; count--)
                text.Append(Fragments[random.Next(Fragments.Length)]);
            Read(text.ToString(), variables, $"seed {seed}, round {round}: {JsonSerializer.Serialize(text.ToString())}");
        }
    }

    static void Read(string text, Dictionary<string, string> variables, string name)
    {
        try
        {
            var problems = new List<Problem>();
            var file = RevisionFile.Read(text, "a.sql", "a.sql", variables, problems);
            var lines = text.AsSpan().Count('\n') + 1;
            Assert.All(problems, problem => Assert.InRange(problem.Location!.Value.Line, 1, lines));
            Assert.All(problems, problem => Assert.InRange(problem.Location!.Value.Column, 1, text.Length + 1));
            foreach (var statement in file?.Body.Upgrade ?? [])
            {
                for (var offset = 0; offset <= statement.Statement.Text.Length; offset++)
                    Assert.InRange(statement.Statement.LocationOf(offset).Line, statement.Statement.Location.Line, lines);
            }
            // One mark is no part of the text; a second one is.
            if (!text.StartsWith("\uFEFF\uFEFF", StringComparison.Ordinal))
                Assert.Equal(ChecksumChange.Same, Checksums.Compare(Checksums.Of(text), Checksums.Of(text is ['\uFEFF', .. var rest] ? rest : "\uFEFF" + text)));
        }
        catch (Exception error)
        {
            throw new Xunit.Sdk.XunitException(name, error);
        }
    }
}
