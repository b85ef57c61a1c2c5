using System.Globalization;
using System.Text.Json;

namespace Segue.Cli.Settings;

/// <summary>
/// One setting: what it is called, what it must be, and how it gets into the record it belongs to. segue.json, its check and <c>SEGUE__*</c> go by
/// the same list. Not by System.Text.Json and its attributes: that is a fifth of the time of a run with nothing to do.
/// </summary>
/// <param name="Name">In segue.json.</param>
/// <param name="MustBe">For messages.</param>
abstract record Setting(string Name, string MustBe)
{
    /// <summary>What one text can say.</summary>
    /// <param name="Name">In segue.json.</param>
    /// <param name="MustBe">For messages.</param>
    /// <param name="Get">The text that says what is set; null: nothing.</param>
    /// <param name="Put">False: the text does not fit.</param>
    public sealed record Value(string Name, string MustBe, Func<string?> Get, Func<string, bool> Put) : Setting(Name, MustBe)
    {
        /// <summary>All that fits, where it can be counted.</summary>
        public IReadOnlyList<string> Choices { get; init; } = [];

        /// <summary>Whether segue.json may say it with a number or a boolean as well.</summary>
        public bool Bare { get; init; }
    }

    /// <summary>Several texts.</summary>
    public sealed record List(string Name, Func<string[]> Get, Action<string[]> Put) : Setting(Name, "a list");

    /// <summary>Further settings.</summary>
    /// <param name="Name">In segue.json.</param>
    /// <param name="Names">The names in it.</param>
    /// <param name="Of">The setting of a name; null: there is none.</param>
    public sealed record Object(string Name, IEnumerable<string> Names, Func<string, Setting?> Of) : Setting(Name, "an object");

    public static Value Text(string name, Func<string?> get, Action<string> put) => new(name, "a text", get, text =>
    {
        put(text);
        return true;
    });

    public static Value Time(string name, Func<TimeSpan> get, Action<TimeSpan> put) =>
        new(name, "a duration such as " + Duration.Examples, () => Duration.Format(get()), text =>
        {
            if (!Duration.TryParse(text, out var duration))
                return false;
            put(duration);
            return true;
        });

    public static Value Number(string name, Func<int> get, Action<int> put) =>
        new(name, "a whole number above 0", () => get().ToString(CultureInfo.InvariantCulture), text =>
        {
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number == 0)
                return false;
            put(number);
            return true;
        })
        {
            Bare = true,
        };

    public static Value Choice<T>(string name, Func<T> get, Action<T> put)
        where T : struct, Enum
    {
        // Asked by the type's description: the generic overloads cannot be compiled ahead of time.
        var type = typeof(T);
        var names = Enum.GetNames(type);
        var choices = Array.ConvertAll(names, JsonNamingPolicy.KebabCaseLower.ConvertName);
        var mustBe = string.Join(" or ", choices.Select(choice => $"\"{choice}\""));
        return new(name, mustBe, () => choices[Array.IndexOf(names, get().ToString())], text =>
        {
            var index = Array.FindIndex(choices, choice => choice.Equals(text, StringComparison.OrdinalIgnoreCase));
            if (index < 0)
                return false;
            put((T)Enum.Parse(type, names[index]));
            return true;
        })
        {
            Choices = choices,
        };
    }

    public static Object Group(string name, IReadOnlyList<Setting> settings) =>
        new(name, settings.Select(setting => setting.Name), name => settings.FirstOrDefault(setting => setting.Name == name));
}
