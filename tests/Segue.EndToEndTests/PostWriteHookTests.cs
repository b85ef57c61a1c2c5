using System.Text.RegularExpressions;
using Segue.Revisions;
using Segue.Sql;
using Segue.Tests.House;

namespace Segue.EndToEndTests;

/// <summary>Commands that are run over a file that was just written, pgFormatter among them.</summary>
public sealed partial class PostWriteHookTests : IDisposable
{
    /// <summary>As the guide recommends it, in JSON.</summary>
    static readonly string Formatter = HookOfTheGuide.Match(Repository.Read("docs/guide/writing.md")).Groups["hook"].Value;

    readonly Sandbox _box = new();

    public void Dispose() => _box.Dispose();

    [Fact]
    public void Hooks_run_in_order_without_a_shell_in_the_folder_of_the_project()
    {
        Hooks("""sed -i -e '$a-- first; $HOME *' {file}""", """sed -i -e "$a-- second" {file}""", "cp {file} \"copy of it\"");
        var file = _box.Segue("revision", "-m", "a").Expect(0).Lines.Single();
        Assert.EndsWith("-- first; $HOME *\n-- second\n", _box.Read(file), StringComparison.Ordinal);
        Assert.Equal(_box.Read(file), _box.Read("copy of it"));
        _box.Segue("revision", "-m", "b", "--head", "base").Expect(0);
        var merge = _box.Segue("merge", "heads").Expect(0).Lines.Single();
        Assert.EndsWith("-- second\n", _box.Read(merge), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sh -c 'echo password=geheim says why >&2; exit 3'", "ended with exit code 3")]
    [InlineData("there-is-no-such-program {file}", "cannot be started")]
    [InlineData("sed -i -e 's/^-- revision: .*/-- revision: other/' {file}", "changed what the file says")]
    [InlineData("sed -i -e 's/segue: downgrade/segue: downgrad/' {file}", "changed what the file says")]
    public void After_a_hook_that_fails_the_file_is_kept_and_the_state_is_said(string hook, string how)
    {
        Hooks(hook, how.StartsWith("changed", StringComparison.Ordinal) ? "true" : "rm {file}");
        var failed = _box.Segue("revision", "-m", "a").Expect(1);
        Assert.Contains(how, failed.Error, StringComparison.Ordinal);
        Assert.Contains("and is kept", failed.Error, StringComparison.Ordinal);
        Assert.Equal(how.Contains("code 3", StringComparison.Ordinal), failed.Error.Contains("password=***", StringComparison.Ordinal));
        Assert.DoesNotContain("geheim", failed.Error, StringComparison.Ordinal);
        Assert.Empty(failed.Out);
        Assert.True(_box.Has("versions/001_a.sql"));
    }

    [Fact]
    public void PgFormatter_leaves_the_header_and_the_directives_of_every_new_file_where_they_are()
    {
        Settings($"\"{Formatter}\"");
        _box.Segue("revision", "-m", "a", "--branch-label", "left").Expect(0);
        _box.Segue("revision", "-m", "b", "--head", "base", "--depends-on", "001").Expect(0);
        _box.Segue("merge", "heads").Expect(0);
        _box.Segue("revision", "-m", "a view", "--repeatable").Expect(0);
        string[] formatted = [.. Directory.GetFiles(Path.Combine(_box.Folder, "versions")).Select(File.ReadAllText)];
        Assert.Equal(4, formatted.Length);
        Assert.All(formatted, text => Assert.Contains("\n-- segue: upgrade\n", text, StringComparison.Ordinal));
        _box.Segue("check").Expect(0);
    }

    [Fact]
    public void A_file_that_pgFormatter_has_been_over_means_the_same()
    {
        Settings($"\"{Formatter}\"", """ "templates": "templates", "variables": { "n": 1 } """);
        _box.Write("templates/revision.sql", Work);
        var file = _box.Segue("revision", "-m", "a").Expect(0).Lines.Single();
        var before = Work.Replace("${id}", "001_a", StringComparison.Ordinal).Replace("${title}", "A.", StringComparison.Ordinal)
            .Replace("-- revises: ${revises}\n", "", StringComparison.Ordinal);
        var after = _box.Read(file);
        Assert.Contains("create table users (\n", after, StringComparison.Ordinal);
        MeansTheSame(before, after, file);
        // Of a text without bodies of functions, whose blanks are part of a literal, the checksum says it too.
        Assert.Equal(Checksums.Of(WithoutBody(before)).Tokens, Checksums.Of(WithoutBody(after)).Tokens);
        Assert.NotEqual(Checksums.Of(WithoutBody(before)).Text, Checksums.Of(WithoutBody(after)).Text);
    }

    [Fact]
    public async Task The_revisions_of_music_agent_mean_the_same_after_pgFormatter()
    {
        foreach (var file in Repository.Files("*.sql").Where(file => file.StartsWith("music-agent/versions/", StringComparison.Ordinal)))
        {
            var before = Repository.Read(file);
            var copy = _box.Write(Path.GetFileName(file), before);
            var words = Formatter.Replace("\\\\", "\\", StringComparison.Ordinal).Split(' ').Select(word => word.Trim('\'')).Select(word => word == "{file}" ? copy : word).ToList();
            (await Sandbox.EndAsync(_box.StartOther(words[0], words.Skip(1)))).Expect(0);
            Assert.NotEqual(before, _box.Read(Path.GetFileName(file)));
            MeansTheSame(before, _box.Read(Path.GetFileName(file)), file);
        }
    }

    static void MeansTheSame(string before, string after, string file)
    {
        Assert.Equal(Directives(before), Directives(after));
        Assert.Equal(Tokens(before), Tokens(after));
        var problems = new List<Problem>();
        var (one, two) = (HeaderReader.Read(before, file, file, problems)!, HeaderReader.Read(after, file, file, problems)!);
        Assert.Equal((one.Id, one.Author, one.Title, one.Docstring), (two.Id, two.Author, two.Title, two.Docstring));
        Assert.Equal(one.Revises, two.Revises);
        Assert.Empty(problems);
    }

    static string[] Directives(string text) =>
        [.. text.Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith("-- segue:", StringComparison.Ordinal))];

    /// <summary>Without blanks and comments; a body is looked into.</summary>
    static List<string> Tokens(string text)
    {
        var tokens = new List<string>();
        var lexer = new Lexer(text);
        while (lexer.ReadSignificant())
        {
            var token = text.Substring(lexer.Current.Start, lexer.Current.Length);
            if (lexer.Current.Kind is TokenKind.DollarLiteral && token.IndexOf('$', 1) is var tag)
                tokens.AddRange([token[..(tag + 1)], .. Tokens(token[(tag + 1)..^(tag + 1)])]);
            else
                tokens.Add(token);
        }
        return tokens;
    }

    static string WithoutBody(string text)
    {
        var parts = text.Split("$body$");
        return $"{parts[0]}'body'{parts[2]}";
    }

    const string Work =
        """
        -- revision: ${id}
        -- revises: ${revises}
        -- author: Ada
        --
        -- ${title}
        --
        -- Why; what it costs (a scan), how to tell that it's worked:
        --   * a list

        -- segue: upgrade
        create table users (id bigint primary key, name text not null, "Größe" int default ${n}, fit_for jsonb);
        -- segue: timeout lock=2s statement=5min
        -- segue: allow add-column because it's small; and we know
        alter table users add column x int, add column y text default E'a\nb';
        -- segue: no-transaction
        create index concurrently users_name on users (name);
        create function f(a int) returns int language plpgsql as $body$begin
          -- segue: downgrade
          return a+1;   -- odd   spacing
        end$body$;
        insert into users (id, name) values (1,'${n}'), (${n}, 'b''c  d');
        select fit_for ->> 'x', fit_for @> '{}', x::int, interval '1 day', 1e10 from users where id = any (array[1,2]) and name is not null;

        -- segue: downgrade
        drop function f(int);
        drop table users;

        -- segue: verify
        select 1 from users where x is null;

        -- segue: run
        select count(*) from users;

        """;

    void Hooks(params string[] hooks) => Settings(string.Join(", ", hooks.Select(hook => $"\"{System.Text.Json.JsonEncodedText.Encode(hook)}\"")));

    void Settings(string hooks, params string[] others)
    {
        Directory.CreateDirectory(Path.Combine(_box.Folder, "versions"));
        _box.Write("segue.json", $$"""{ {{string.Join(", ", [$"\"postWriteHooks\": [{hooks}]", .. others])}} }""");
    }

    [GeneratedRegex("^\"postWriteHooks\": \\[\"(?<hook>pg_format .*)\"\\]$", RegexOptions.Multiline)]
    static partial Regex HookOfTheGuide { get; }
}
