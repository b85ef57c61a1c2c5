using DbUp;

namespace Segue.Peers;

static class DbUpScripts
{
    public static int Run(string connection, string folder)
    {
        var result = DeployChanges.To.PostgresqlDatabase(connection)
            .WithScriptsFromFileSystem(folder)
            .WithTransactionPerScript()
            .LogToNowhere()
            .Build()
            .PerformUpgrade();
        return result.Successful ? 0 : throw result.Error;
    }
}
