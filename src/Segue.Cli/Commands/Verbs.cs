namespace Segue.Cli.Commands;

/// <summary>The verbs in the order <c>--help</c> shows them: the files and the graph, then carrying out, then what is around it.</summary>
static class Verbs
{
    public static IEnumerable<Verb> All() =>
    [
        new InitVerb(),
        new RevisionVerb(),
        new MergeVerb(),
        new RebaseVerb(),
        new EditVerb(),
        new ShowVerb(),
        new HistoryVerb(),
        new HeadsVerb(),
        new BranchesVerb(),
        new CurrentVerb(),
        new StampVerb(),
        new BaselineVerb(),
        new MarkVerb(),
        new StatusVerb(),
        new PlanVerb(),
        new UpgradeVerb(),
        new DowngradeVerb(),
        new RunVerb(),
        new CheckVerb(),
        new ImportVerb(),
        new ExportVerb(),
        new AdoptVerb(),
        new PostgresVerb(),
        new DemoVerb(),
    ];
}
