using System.Security.Cryptography;
using System.Text;

namespace Segue.Revisions;

/// <summary>What a step's journal row says of its content.</summary>
public static class StepDigest
{
    /// <summary>SHA-256, lower-case hex, of what the server receives.</summary>
    public static string Of(Step step) => step.Work switch
    {
        Work.Sql sql => Hash(sql.Statement.Text, sql.Statement.CopyData),
        Work.Verify verify => Hash(verify.Query.Text, null),
        Work.Enter enter => Hash($"enter {enter.Revision.Id} {enter.Revision.Checksum.Tokens}", null),
        Work.Leave => Hash($"leave {step.Revision}", null),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    static string Hash(string text, string? rows) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(rows is null ? text : $"{text}\0{rows}")));
}
