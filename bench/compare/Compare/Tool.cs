using System.Diagnostics;

namespace Segue.Compare;

/// <summary>A program that applies the migrations, as a process of its own.</summary>
/// <param name="Name">As in the table.</param>
/// <param name="Version">Of the tool.</param>
/// <param name="Start">The process for a database.</param>
sealed record Tool(string Name, string Version, Func<Target, ProcessStartInfo> Start)
{
    public static ProcessStartInfo Process(string program, string folder, params IEnumerable<string> arguments) =>
        // Nobody has Kerberos here, and half of the drivers would ask for it first.
        With(new(program, arguments) { WorkingDirectory = folder }, "PGGSSENCMODE", "disable");

    public static ProcessStartInfo With(ProcessStartInfo process, string variable, string value)
    {
        process.Environment[variable] = value;
        return process;
    }
}
