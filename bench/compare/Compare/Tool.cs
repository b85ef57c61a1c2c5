using System.Diagnostics;

namespace Segue.Compare;

/// <summary>A program that applies the migrations, as a process of its own.</summary>
/// <param name="Name">As in the table.</param>
/// <param name="Version">Of the tool.</param>
/// <param name="Start">The process for a database.</param>
sealed record Tool(string Name, string Version, Func<Target, ProcessStartInfo> Start)
{
    public static ProcessStartInfo Process(string program, string folder, params IEnumerable<string> arguments) =>
        new(program, arguments) { WorkingDirectory = folder };

    /// <summary>Nobody has Kerberos here, and libpq and Npgsql would load its libraries to ask; dbmate refuses the variable.</summary>
    public static ProcessStartInfo WithoutKerberos(ProcessStartInfo process) => With(process, "PGGSSENCMODE", "disable");

    public static ProcessStartInfo With(ProcessStartInfo process, string variable, string value)
    {
        process.Environment[variable] = value;
        return process;
    }
}
