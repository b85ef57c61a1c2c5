using System.Globalization;

namespace Segue.Compare;

/// <param name="Verb">generate or measure.</param>
/// <param name="Folder">Where inputs, published programs and the server are.</param>
/// <param name="Rounds">How often each tool applies the 1,000 migrations.</param>
/// <param name="LinkRounds">How often over the slow link.</param>
/// <param name="Looks">How often the short commands are timed.</param>
/// <param name="Only">Names of tools; empty: all.</param>
sealed record Options(string Verb, string Folder, int Rounds, int LinkRounds, int Looks, IReadOnlyList<string> Only)
{
    public static Options Parse(string[] args)
    {
        var options = new Options(args[0], Path.GetFullPath(args[1]), 5, 1, 20, []);
        for (var i = 2; i + 1 < args.Length; i += 2)
        {
            options = args[i] switch
            {
                "--rounds" => options with { Rounds = Number(args[i + 1]) },
                "--link-rounds" => options with { LinkRounds = Number(args[i + 1]) },
                "--looks" => options with { Looks = Number(args[i + 1]) },
                "--only" => options with { Only = args[i + 1].Split(',') },
                var other => throw new ArgumentException($"unknown option {other}"),
            };
        }
        return options;
    }

    static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
