using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Segue.Tests.Grammar;

/// <summary>The translation against the WebAssembly it was made of, run by node.</summary>
public sealed class DifferentialTests(ITestOutputHelper output)
{
    static readonly string[] Stray = [")", "(", "'", "\"", "$$", ";", "/*", "--", "ä", "😀", " FROM ", " 1e", "E'\\", "U&'", "\n", ","];

    [Fact]
    public Task The_repositorys_own_sql_parses_as_the_original_does() => CompareAsync(Corpus.OfTheRepository, variants: 20);

    [Fact]
    [Trait("Category", "Shared")]
    public Task A_corpus_parses_as_the_original_does()
    {
        var files = Corpus.Shared;
        Assert.SkipWhen(files is null, "no corpus beside the repository");
        return CompareAsync(files!, variants: 4);
    }

    async Task CompareAsync(IEnumerable<string> files, int variants)
    {
        var random = new Random(FuzzSeed.Choose(output));
        var whole = files.Select(ReadWithoutMark).Prepend("SELECT 'ä', '😀'; -- whole\nSELECT 1 FROM t").ToList();
        var texts = whole.Concat(whole.SelectMany(text => Enumerable.Range(0, variants).Select(_ => Break(text, random)))).ToList();

        var expected = await AskNodeAsync(texts);
        var actual = texts.Select(Answer.Of).ToList();

        Assert.Equal(texts.Count, expected.Count);
        var different = Enumerable.Range(0, texts.Count).Where(i => !Same(expected[i], actual[i])).ToList();
        foreach (var i in different.Take(5))
            output.WriteLine($"{JsonSerializer.Serialize(texts[i])}\n  node {expected[i]}\n  ours {actual[i]}");
        var errors = actual.Count(answer => answer.Message is not null);
        output.WriteLine($"{texts.Count} texts, {errors} with an error, {expected.Count(answer => answer.Trap is not null)} given up by both");
        Assert.Empty(different);
        Assert.InRange(errors, 1, texts.Count - 1);
    }

    /// <summary>Where the original gives up, ours does too: at once, or in one of the answers that are asked for singly.</summary>
    static bool Same(Answer expected, Answer actual) => expected.Trap is null
        ? expected == actual
        : actual.Normalized is null || actual.Fingerprint is null || actual.Message?.StartsWith("PostgreSQL's parser gave up", StringComparison.Ordinal) == true;

    static string ReadWithoutMark(string path) => File.ReadAllText(path).TrimStart('\ufeff').Replace("\0", "", StringComparison.Ordinal);

    static string Break(string text, Random random)
    {
        var at = Whole(text, random.Next(text.Length + 1));
        var until = random.Next(3) == 0 ? Whole(text, Math.Min(text.Length, at + random.Next(1, 40))) : at;
        return string.Concat(text.AsSpan(0, at), Stray[random.Next(Stray.Length)], text.AsSpan(until));
    }

    static int Whole(string text, int at) => at < text.Length && char.IsLowSurrogate(text[at]) ? at + 1 : at;

    static async Task<List<Answer>> AskNodeAsync(IEnumerable<string> texts)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllLinesAsync(file, texts.Select(text => JsonSerializer.Serialize(text)), cancellation);
            var script = Path.Combine(Corpus.Root, "tests", "Segue.Tests", "Grammar", "reference.mjs");
            var start = new ProcessStartInfo("node", [script, Path.Combine(Corpus.Root, "node_modules", "libpg-query"), file])
            {
                RedirectStandardOutput = true,
                StandardOutputEncoding = Encoding.UTF8,
            };
            using var node = Process.Start(start)!;
            var answers = new List<Answer>();
            while (await node.StandardOutput.ReadLineAsync(cancellation) is { } line)
                answers.Add(JsonSerializer.Deserialize<Answer>(line, JsonSerializerOptions.Web)!);
            await node.WaitForExitAsync(cancellation);
            Assert.Equal(0, node.ExitCode);
            return answers;
        }
        finally
        {
            File.Delete(file);
        }
    }
}
