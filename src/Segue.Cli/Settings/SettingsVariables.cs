using Segue.Sql;

namespace Segue.Cli.Settings;

/// <summary>Settings from the environment: <c>SEGUE__LOCK__TIMEOUT=5s</c> is <c>lock.timeout</c>; capitals do not matter.</summary>
static class SettingsVariables
{
    const string Prefix = "SEGUE__";

    /// <summary>Puts them over the settings; what does not fit is a problem.</summary>
    public static List<Problem> Apply(IReadOnlyDictionary<string, string> variables, Setting.Object settings)
    {
        var problems = new List<Problem>();
        foreach (var name in variables.Keys.Where(name => name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal))
        {
            if (Problem(name, name[Prefix.Length..].Split("__"), variables[name], settings) is { } problem)
                problems.Add(problem);
        }

        return problems;
    }

    static Problem? Problem(string variable, ReadOnlySpan<string> path, string value, Setting.Object target)
    {
        var wanted = path[0];
        var setting = target.Of(target.Names.FirstOrDefault(name => name.Equals(wanted, StringComparison.OrdinalIgnoreCase)) ?? wanted);
        switch (setting)
        {
            case null:
                return new("unknown-setting", $"The environment variable {variable} names no setting.")
                {
                    Remedy = Suggestion.For(wanted, target.Names),
                };
            case Setting.Object inner when path.Length > 1:
                return Problem(variable, path[1..], value, inner);
            case Setting.List list when path.Length == 1:
                list.Put(value.Split(',', StringSplitOptions.TrimEntries));
                return null;
            case Setting.Value one when path.Length == 1 && one.Put(value):
                return null;
            default:
                return new("wrong-value", $"The environment variable {variable} must be {setting.MustBe}.");
        }
    }
}
