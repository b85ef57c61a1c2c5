using FluentMigrator.Runner;
using Microsoft.Extensions.DependencyInjection;

namespace Segue.Peers;

static class Fluent
{
    public static int Run(string connection)
    {
        using var services = new ServiceCollection()
            .AddFluentMigratorCore()
            .ConfigureRunner(runner => runner.AddPostgres().WithGlobalConnectionString(connection).ScanIn(typeof(Fluent).Assembly).For.Migrations())
            .BuildServiceProvider();
        using var scope = services.CreateScope();
        scope.ServiceProvider.GetRequiredService<IMigrationRunner>().MigrateUp();
        return 0;
    }
}
