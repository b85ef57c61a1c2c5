using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Segue.Peers;

static class EntityFramework
{
    public static int Run(string connection)
    {
        // The migrations are SQL, so there is no model that they could lag behind.
        var options = new DbContextOptionsBuilder<PeerContext>()
            .UseNpgsql(connection)
            .ConfigureWarnings(warnings => warnings.Ignore(RelationalEventId.PendingModelChangesWarning))
            .Options;
        using var context = new PeerContext(options);
        context.Database.Migrate();
        return 0;
    }
}
