using System.Security.Cryptography;
using System.Text;

namespace Segue.Revisions;

/// <summary>What a step's journal row says of its content.</summary>
static class StepDigest
{
    public static string Of(Work work, string revision) => work switch
    {
        Work.Sql sql => StatementDigest.Of(sql.Statement),
        Work.Load load => Hash($"{load.Copy.Text}\0{load.File}"),
        Work.Unload unload => Hash($"{unload.Copy.Text}\0{unload.File}"),
        Work.Code code => Hash($"code {code.Revision.Checksum!.Tokens} {code.Number}"),
        Work.Verify verify => StatementDigest.Of(verify.Query),
        Work.Enter enter => Hash($"enter {enter.Revision.Id}"),
        Work.Leave => Hash($"leave {revision}"),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
