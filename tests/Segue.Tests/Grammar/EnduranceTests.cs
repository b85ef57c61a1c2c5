using Segue.Grammar;

namespace Segue.Tests.Grammar;

public sealed class EnduranceTests
{
    static readonly string[] Statements =
    [
        "SELECT 1",
        "ALTER TABLE a.b ADD COLUMN c int NOT NULL DEFAULT 3",
        "CREATE INDEX CONCURRENTLY i ON t USING gin (a, lower(b)) WHERE c IS NOT NULL",
        "SELECT 'ä😀' FROM FROM",
        "UPDATE t SET a = a + 1 WHERE id BETWEEN 1 AND 1000 RETURNING id",
        "SELECT $1::jsonb -> 'x' FROM generate_series(1, 10) AS g (n) ORDER BY n DESC LIMIT 5",
        "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; END",
        "SELECT 'unterminated",
    ];

    [Fact]
    public void A_hundred_thousand_parses_leave_the_memory_as_it_was()
    {
        var pool = new MachinePool(1);
        Run(pool, 2_000);
        var before = pool.Look();

        Run(pool, 100_000);

        Assert.NotNull(before);
        Assert.Equal(before, pool.Look());
    }

    [Fact]
    public void Four_threads_get_the_answers_of_one()
    {
        var expected = Statements.Select(Answer).ToArray();
        var wrong = 0;
        var threads = Enumerable.Range(0, 4).Select(offset => new Thread(() =>
        {
            for (var i = 0; i < 5_000; i++)
            {
                var which = (i * 7 + offset) % Statements.Length;
                if (Answer(Statements[which]) != expected[which])
                    Interlocked.Increment(ref wrong);
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        Assert.Equal(0, wrong);
    }

    static void Run(MachinePool pool, int times)
    {
        for (var i = 0; i < times; i++)
            PgGrammar.Parse(Statements[i % Statements.Length], pool);
    }

    static string Answer(string sql)
    {
        var result = PgGrammar.Parse(sql);
        return result.Error?.ToString() ?? string.Concat(result.Statements.Select(statement => statement.Node.ToString()));
    }
}
