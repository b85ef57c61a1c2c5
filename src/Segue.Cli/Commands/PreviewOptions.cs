using System.CommandLine;
using Segue.Revisions;
using Segue.Running;
using Segue.Sql;

namespace Segue.Cli.Commands;

/// <summary><c>--dry-run</c> prints the plan, <c>--sql</c> a script that applies the same.</summary>
sealed class PreviewOptions
{
    readonly Option<bool> _dryRun = new("--dry-run") { Description = "Prints the plan and does nothing." };
    readonly Option<bool> _sql = new("--sql") { Description = "Writes a psql script that applies the same, journal rows included, and does nothing." };
    readonly Option<bool> _offline = new("--offline") { Description = "With --dry-run or --sql: asks no database, as if nothing were applied." };

    public void AddTo(Command command)
    {
        command.Add(_dryRun);
        command.Add(_sql);
        command.Add(_offline);
    }

    public bool IsWanted(Call call) => call.Value(_dryRun) || call.Value(_sql);

    public async Task<int> ShowAsync(
        Call call, Project project, RunOptions options, Func<AppliedSet, CancellationToken, Task<Plan>> plan, CancellationToken cancellationToken)
    {
        var applied = await AppliedAsync(call, project, cancellationToken);
        var made = await plan(applied, cancellationToken);
        if (call.Value(_sql))
            ShowScript(call, made, project, applied, options);
        else
            Show(call, made);
        return 0;
    }

    static void ShowScript(Call call, Plan plan, Project project, AppliedSet applied, RunOptions options)
    {
        using var script = new StringWriter { NewLine = "\n" };
        Script.Write(script, plan, project, applied, new Identifier(call.Workspace.Settings.Schema), options);
        call.Answer(
            new ScriptDocument(plan.Purpose, plan.Digest, script.ToString()), static documents => documents.ScriptDocument, terminal => terminal.Out.Write(script.ToString()));
    }

    public static void Show(Call call, Plan plan)
    {
        var document = PlanDocument.Of(plan);
        call.Answer(document, static documents => documents.PlanDocument, document.WriteTo);
    }

    async Task<AppliedSet> AppliedAsync(Call call, Project project, CancellationToken cancellationToken)
    {
        if (call.Value(_offline))
            return AppliedSet.Empty;
        await using var database = await call.DatabaseAsync(cancellationToken);
        await using var session = await database.OpenAsync(cancellationToken);
        return await AppliedSet.ReadAsync(session, project.Name, cancellationToken);
    }
}
