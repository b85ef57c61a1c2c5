using System.Reflection;

namespace Segue.Cli;

/// <summary>The version of the tool, as it is printed and written into the journal.</summary>
static class ToolVersion
{
    public static string Text { get; } = Of(typeof(ToolVersion).Assembly.GetName());

    static string Of(AssemblyName name) => name.Version is { } version ? version.ToString(3) : "0.0.0";
}
