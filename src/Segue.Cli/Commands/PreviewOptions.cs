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

    /// <param name="call">The call.</param>
    /// <param name="project">What is on disk.</param>
    /// <param name="options">For the script's journal rows.</param>
    /// <param name="course">Its beginning is what is taken for applied, and no database is asked; null: there is none.</param>
    /// <param name="plan">Makes the plan for what is applied.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<int> ShowAsync(
        Call call, Project project, RunOptions options, Course? course, Func<AppliedSet, CancellationToken, Task<Plan>> plan, CancellationToken cancellationToken)
    {
        if (call.Value(_offline) || course is { IsRange: true })
        {
            var assumed = course is { IsRange: true, From: { } from } ? await AppliedSet.AssumeAsync(project, from, cancellationToken) : AppliedSet.Empty;
            var whole = await plan(assumed, cancellationToken);
            Show(call, whole, whole.Steps, project, assumed, options);
            return 0;
        }
        await using var database = await call.DatabaseAsync(cancellationToken);
        await using var session = await database.OpenAsync(cancellationToken);
        var applied = await AppliedSet.ReadAsync(session, project.Name, cancellationToken);
        var made = await plan(applied, cancellationToken);
        Show(call, made, await Remaining.OfAsync(session, made, applied, cancellationToken), project, applied, options);
        return 0;
    }

    /// <summary>The plan, of a revision that is half way only what is still to do; the digest is that of the whole.</summary>
    public static void Show(Call call, Plan plan, IReadOnlyList<Step> remaining)
    {
        if (call.Json)
            call.Answer(PlanDocument.Of(plan, remaining), static documents => documents.PlanDocument, static _ => { });
        else
            PlanDocument.Write(plan, remaining, call.Terminal);
    }

    void Show(Call call, Plan plan, IReadOnlyList<Step> remaining, Project project, AppliedSet applied, RunOptions options)
    {
        if (call.Value(_sql))
            ShowScript(call, plan, project, applied, options);
        else
            Show(call, plan, remaining);
    }

    static void ShowScript(Call call, Plan plan, Project project, AppliedSet applied, RunOptions options)
    {
        using var script = new StringWriter { NewLine = "\n" };
        Script.Write(script, plan, project, applied, new Identifier(call.Workspace.Settings.Schema), options);
        call.Answer(
            new ScriptDocument(plan.Purpose, plan.Digest, script.ToString()), static documents => documents.ScriptDocument, terminal => terminal.Out.Write(script.ToString()));
    }
}
