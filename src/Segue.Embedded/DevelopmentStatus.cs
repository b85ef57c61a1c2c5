using Npgsql;

namespace Segue.Embedded;

/// <summary>How a development server is.</summary>
/// <param name="Folder">Where it lives: data, log and state.</param>
/// <param name="Pid">Its process; null: it does not run.</param>
/// <param name="Port">Its port on 127.0.0.1; null: it was never started.</param>
/// <param name="Password">Of the role <c>postgres</c>; null: it was never started. Not for logs.</param>
public sealed record DevelopmentStatus(string Folder, int? Pid, int? Port, string? Password)
{
    /// <summary>It runs.</summary>
    public bool Running => Pid is not null;

    /// <summary>An Npgsql connection string for one of its databases, as superuser; null: it was never started.</summary>
    public string? ConnectionString(string database = "postgres") => Port is not { } port ? null : new NpgsqlConnectionStringBuilder
    {
        Host = "127.0.0.1",
        Port = port,
        Username = "postgres",
        Password = Password,
        Database = database,
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
    }.ConnectionString;

    /// <summary>The same as a URL, as libpq and its friends understand it, password included.</summary>
    public Uri? Url(string database = "postgres") =>
        Port is null ? null : new($"postgresql://postgres:{Password}@127.0.0.1:{Port}/{Uri.EscapeDataString(database)}");

    /// <summary>Without the password.</summary>
    public override string ToString() =>
        Running ? $"running, pid {Pid}, port {Port}, in {Folder}" : Port is null ? $"never started, in {Folder}" : $"stopped, in {Folder}";
}
