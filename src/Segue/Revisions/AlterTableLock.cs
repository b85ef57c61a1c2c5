using Segue.Grammar;
using Segue.Sql;

namespace Segue.Revisions;

/// <summary>The lock of one subcommand of ALTER TABLE; the statement takes the strongest of them (manual, ALTER TABLE).</summary>
static class AlterTableLock
{
    /// <summary>Storage parameters whose change nobody but DDL has to wait for (manual, CREATE TABLE, Storage Parameters).</summary>
    static readonly string[] HeavyOptions = ["user_catalog_table", "security_barrier", "security_invoker", "check_option"];

    public static LockMode Of(Node command) => command.Text("subtype") switch
    {
        "AT_SetStatistics" or "AT_ClusterOn" or "AT_DropCluster" or "AT_SetOptions" or "AT_ResetOptions" or "AT_ValidateConstraint"
            or "AT_AttachPartition" or "AT_DetachPartitionFinalize" => LockMode.ShareUpdateExclusive,
        "AT_DetachPartition" when command.Child("def").Flag("concurrent") => LockMode.ShareUpdateExclusive,
        "AT_SetRelOptions" or "AT_ResetRelOptions" when !command.Child("def").List("items").Any(IsHeavy) => LockMode.ShareUpdateExclusive,
        "AT_AddConstraint" when command.Child("def").Text("contype") == "CONSTR_FOREIGN" => LockMode.ShareRowExclusive,
        "AT_EnableTrig" or "AT_EnableTrigAll" or "AT_EnableTrigUser" or "AT_EnableAlwaysTrig" or "AT_EnableReplicaTrig"
            or "AT_DisableTrig" or "AT_DisableTrigAll" or "AT_DisableTrigUser" => LockMode.ShareRowExclusive,
        _ => LockMode.AccessExclusive,
    };

    static bool IsHeavy(Node option) => HeavyOptions.Contains(option.Text("defname"));
}
