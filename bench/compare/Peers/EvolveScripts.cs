using Npgsql;

namespace Segue.Peers;

static class EvolveScripts
{
    public static int Run(string connection, string folder)
    {
        using var open = new NpgsqlConnection(connection);
        new EvolveDb.Evolve(open) { Locations = [folder] }.Migrate();
        return 0;
    }
}
