namespace Segue.Running;

/// <summary>Who runs, where and with what: written into the journal.</summary>
/// <param name="User">The operating system's user.</param>
/// <param name="Host">The client's host name.</param>
/// <param name="Tool">The program, with its version.</param>
/// <param name="GitCommit">The commit checked out in the project's folder, if it is under git.</param>
public sealed record RunOrigin(string User, string Host, string Tool, string? GitCommit)
{
    /// <summary>This process.</summary>
    /// <param name="gitCommit">See <see cref="GitCommit"/>.</param>
    public static RunOrigin Here(string? gitCommit = null) => new(
        Environment.UserName, Environment.MachineName, $"segue {typeof(RunOrigin).Assembly.GetName().Version?.ToString(3)}", gitCommit);
}
