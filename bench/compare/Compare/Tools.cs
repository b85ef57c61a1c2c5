using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Segue.Compare;

/// <summary>segue and its peers.</summary>
/// <param name="folder">Where <see cref="Inputs"/> wrote, and where the programs are.</param>
sealed partial class Tools(string folder)
{
    public Tool Segue => new("segue", VersionOf(SegueProgram), target => SegueUpgrade("segue-1000", target));

    public Tool Psql => new("psql -f", VersionOf("psql"), target =>
        Tool.WithoutKerberos(Tool.Process("psql", folder, "-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", "psql.sql", target.Url)));

    public Tool Dbmate => new("dbmate", VersionOf(DbmateProgram), target =>
        Tool.With(Tool.Process(DbmateProgram, folder, "--migrations-dir", "dbmate", "--no-dump-schema", "migrate"), "DATABASE_URL", target.Url));

    public IReadOnlyList<Tool> All =>
    [
        Psql,
        Segue,
        Dbmate,
        new("Alembic", VersionOf("alembic"), target =>
            Tool.With(Tool.WithoutKerberos(Tool.Process("alembic", Path.Combine(folder, "alembic"), "upgrade", "head")), "DATABASE_URL", target.Url)),
        Peer("EF Core", "Microsoft.EntityFrameworkCore", "ef"),
        Peer("DbUp", "dbup-core", "dbup", "scripts"),
        Peer("FluentMigrator", "FluentMigrator.Runner.Core", "fluentmigrator"),
        Peer("Evolve", "Evolve", "evolve", "scripts"),
    ];

    public string SegueProgram => Path.Combine(folder, "segue", "segue");

    public string DbmateProgram => Path.Combine(folder, "npm", "node_modules", "@dbmate", "linux-x64", "bin", "dbmate");

    public ProcessStartInfo SegueUpgrade(string project, Target target) => Tool.With(
        Tool.With(Tool.WithoutKerberos(Tool.Process(SegueProgram, Path.Combine(folder, project), "upgrade", "head")), "DATABASE_URL", target.Url),
        "SEGUE_CACHE", Path.Combine(folder, "cache"));

    Tool Peer(string name, string assembly, string verb, params string[] more)
    {
        var program = Path.Combine(folder, "peers", "Peers");
        var version = AssemblyName.GetAssemblyName(Path.Combine(folder, "peers", assembly + ".dll")).Version!.ToString(3);
        return new(name, version, target => Tool.Process(program, folder, [verb, target.Npgsql, .. more]));
    }

    static string VersionOf(string program)
    {
        using var process = Process.Start(new ProcessStartInfo(program, ["--version"]) { RedirectStandardOutput = true })!;
        return Number.Match(process.StandardOutput.ReadToEnd()).Value;
    }

    [GeneratedRegex(@"\d+(\.\d+)+")]
    static partial Regex Number { get; }
}
