using System.Diagnostics;
using Npgsql;

namespace Segue.Compare;

/// <summary>All that is measured, in one run.</summary>
static class Measurements
{
    static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(5);

    public static async Task<string> TakeAsync(Options options)
    {
        var tools = new Tools(options.Folder);
        await using var server = await Server.StartAsync(Path.Combine(options.Folder, "server"));
        var report = new Report();
        report.Begin(await server.AskAsync("SELECT version()"), await SettingsAsync(server));
        await ApplyAsync(options, tools, server, report);
        await NothingToDoAsync(options, tools, server, report);
        Versions(options, tools, report);
        await LinkAsync(options, tools, server, report);
        report.End();
        return report.ToString();
    }

    static async Task ApplyAsync(Options options, Tools tools, Server server, Report report)
    {
        var all = tools.All.Where(tool => options.Only.Count == 0 || options.Only.Contains(tool.Name, StringComparer.OrdinalIgnoreCase)).ToList();
        var series = all.ToDictionary(tool => tool.Name, _ => new Series());
        for (var round = -1; round < options.Rounds; round++)
        {
            // Each round begins with another tool, and the first one only warms caches.
            foreach (var tool in Turned(all, Math.Max(round, 0)))
            {
                var took = Stopwatching.Run(tool.Start(await server.FreshAsync()));
                Progress($"round {round + 1} of {options.Rounds}: {tool.Name} {took.TotalSeconds:0.00} s");
                if (round >= 0)
                    series[tool.Name].Add(took);
            }
        }
        if (options.Rounds > 0)
            report.Apply(all, series);
    }

    static async Task NothingToDoAsync(Options options, Tools tools, Server server, Report report)
    {
        if (options.Looks == 0)
            return;
        var many = tools.SegueUpgrade("segue-10000", await server.FreshAsync());
        var one = tools.SegueUpgrade("segue-1", await server.FreshAsync());
        foreach (var project in new[] { many, one, many, one })
            Stopwatching.Run(project);
        Series ofMany = new(), ofOne = new();
        for (var look = 0; look < options.Looks; look++)
        {
            ofMany.Add(Stopwatching.Run(many));
            ofOne.Add(Stopwatching.Run(one));
        }
        report.NothingToDo(ofMany, ofOne);
    }

    static void Versions(Options options, Tools tools, Report report)
    {
        Series segue = new(), dbmate = new();
        for (var look = -1; look < options.Looks; look++)
        {
            var (ours, theirs) = (Stopwatching.Run(new(tools.SegueProgram, ["--version"])), Stopwatching.Run(new(tools.DbmateProgram, ["--version"])));
            if (look < 0)
                continue;
            segue.Add(ours);
            dbmate.Add(theirs);
        }
        if (options.Looks > 0)
            report.Versions(segue, dbmate);
    }

    static async Task LinkAsync(Options options, Tools tools, Server server, Report report)
    {
        if (options.LinkRounds == 0)
            return;
        var roundTrip = await RoundTripAsync(server);
        var all = new[] { tools.Psql, tools.Segue, tools.Dbmate };
        Dictionary<string, Series> near = all.ToDictionary(tool => tool.Name, _ => new Series()), far = all.ToDictionary(tool => tool.Name, _ => new Series());
        var trips = new Dictionary<string, int>();
        for (var round = 0; round < options.LinkRounds; round++)
        {
            foreach (var tool in Turned(all, round))
            {
                near[tool.Name].Add(await ThroughAsync(server, tool, TimeSpan.Zero, _ => { }));
                far[tool.Name].Add(await ThroughAsync(server, tool, Delay, count => trips[tool.Name] = count));
                Progress($"link: {tool.Name} {near[tool.Name].Times[^1].TotalSeconds:0.00} s and {far[tool.Name].Times[^1].TotalSeconds:0.00} s, {trips[tool.Name]} round trips");
            }
        }
        report.Link(all, near, far, trips, roundTrip);
    }

    static async Task<TimeSpan> ThroughAsync(Server server, Tool tool, TimeSpan delay, Action<int> trips)
    {
        var target = await server.FreshAsync();
        using var link = new Link(target.Port, delay);
        var took = Stopwatching.Run(tool.Start(target with { Port = link.Port }));
        trips(link.RoundTrips);
        return took;
    }

    /// <summary>What one round trip over the delaying link takes: the delays, and what this machine adds.</summary>
    static async Task<TimeSpan> RoundTripAsync(Server server)
    {
        using var link = new Link(server.Postgres.Port, Delay);
        await using var connection = new NpgsqlConnection((server.Postgres with { Port = link.Port }).Npgsql);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT 1", connection);
        var series = new Series();
        for (var look = 0; look < 100; look++)
        {
            var begun = Stopwatch.GetTimestamp();
            await command.ExecuteScalarAsync();
            series.Add(Stopwatch.GetElapsedTime(begun));
        }
        return series.Median;
    }

    static async Task<string> SettingsAsync(Server server) => await server.AskAsync("""
        SELECT string_agg(name || ' = ' || current_setting(name), ', ' ORDER BY n)
        FROM unnest(ARRAY['fsync', 'synchronous_commit', 'full_page_writes', 'wal_level', 'shared_buffers', 'max_wal_size', 'autovacuum', 'jit'])
        WITH ORDINALITY AS s(name, n)
        """);

    static IEnumerable<Tool> Turned(IReadOnlyList<Tool> tools, int by) => Enumerable.Range(0, tools.Count).Select(n => tools[(n + by) % tools.Count]);

    static void Progress(FormattableString text) => Console.Error.WriteLine(FormattableString.Invariant(text));
}
