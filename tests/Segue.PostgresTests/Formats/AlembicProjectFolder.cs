using System.Diagnostics;
using Npgsql;
using Segue.PostgresTests.Fixtures;

namespace Segue.PostgresTests.Formats;

/// <summary>A project of Alembic as its users have them: branches, a merge, labels, a dependency across branches, and what only Python says.</summary>
sealed class AlembicProjectFolder : IDisposable
{
    public const string Half = "ae1027a6acf1 27c6a30d7c24";

    public string Folder { get; } = Directory.CreateTempSubdirectory("segue-alembic-").FullName;

    public static async Task<AlembicProjectFolder> MakeAsync(TestDatabase database)
    {
        var project = new AlembicProjectFolder();
        await project.AlembicAsync(database, "init", "migrations");
        project.Configure("alembic.ini", database);
        project.Revision("1975ea83b712", "None", """
            op.create_table("account", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.String(50), nullable=False), sa.Column("note", sa.Text))
            """, """op.drop_table("account")""", extra: "branch_labels = ('accounts',)");
        project.Revision("ae1027a6acf1", "'1975ea83b712'", """
            op.execute('''
                CREATE FUNCTION shout(words text) RETURNS text LANGUAGE plpgsql AS $$ BEGIN RETURN upper(words) || ';'; END $$;
                INSERT INTO account (id, name) VALUES (1, 'semi;colon'), (2, 'per%cent'), (3, 'it''s odd');
            ''')
            """, """op.execute("DROP FUNCTION shout(text); DELETE FROM account")""");
        project.Revision("27c6a30d7c24", "None", """
            basket = op.create_table("basket", sa.Column("id", sa.Integer, primary_key=True), sa.Column("total", sa.Numeric(12, 2), server_default="0.00"))
            op.bulk_insert(basket, [{"id": 1, "total": 1.5}, {"id": 2, "total": 2}])
            """, """op.drop_table("basket")""", extra: "branch_labels = ('shopping',)\ndepends_on = '1975ea83b712'");
        project.Revision("d747a8a8879f", "'27c6a30d7c24'", """
            with op.get_context().autocommit_block():
                op.execute("CREATE INDEX CONCURRENTLY basket_total ON basket (total)")
            op.add_column("basket", sa.Column("account_id", sa.Integer))
            op.create_foreign_key("basket_account", "basket", "account", ["account_id"], ["id"])
            """, """
            op.drop_constraint("basket_account", "basket")
            op.drop_column("basket", "account_id")
            op.drop_index("basket_total")
            """, extra: "depends_on = ('ae1027a6acf1',)");
        project.Revision("3cac04ae8714", "'ae1027a6acf1'", """
            op.alter_column("account", "note", new_column_name="remark", existing_type=sa.Text)
            op.create_check_constraint("account_name_filled", "account", "name <> ''")
            """, """
            op.drop_constraint("account_name_filled", "account")
            op.alter_column("account", "remark", new_column_name="note", existing_type=sa.Text)
            """);
        project.Revision("53fffde5ad5f", "('3cac04ae8714', 'd747a8a8879f')", """
            op.execute("CREATE VIEW everything AS SELECT a.name, b.total FROM account a JOIN basket b ON b.account_id = a.id")
            """, """op.execute("DROP VIEW everything")""");
        return project;
    }

    /// <summary>Alembic itself, on a database.</summary>
    public async Task AlembicAsync(TestDatabase database, params string[] words)
    {
        var settings = "alembic.ini";
        if (words[0] != "init")
            Configure(settings = $"{database.Name}.ini", database);
        using var alembic = Process.Start(new ProcessStartInfo("alembic", ["-c", settings, .. words])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var error = alembic.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await alembic.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await alembic.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(alembic.ExitCode == 0, await error);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    void Configure(string file, TestDatabase database)
    {
        var at = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        var template = File.ReadAllText(Path.Combine(Folder, "alembic.ini"));
        File.WriteAllText(Path.Combine(Folder, file), string.Join('\n', template.Split('\n').Select(line =>
            line.StartsWith("sqlalchemy.url", StringComparison.Ordinal)
                ? $"sqlalchemy.url = postgresql://{at.Username}:{at.Password}@/{at.Database}?host={at.Host}&port={at.Port}".Replace(":@", "@", StringComparison.Ordinal)
                : line)));
    }

    void Revision(string id, string parents, string up, string down, string extra = "") => File.WriteAllText(
        Path.Combine(Folder, "migrations", "versions", $"{id}_.py"), $"""
        '''what {id} does

        Revision ID: {id}
        '''
        from alembic import op
        import sqlalchemy as sa

        revision = '{id}'
        down_revision = {parents}
        {extra}


        def upgrade() -> None:
        {Indented(up)}


        def downgrade() -> None:
        {Indented(down)}

        """);

    static string Indented(string code) => string.Join('\n', code.Trim().Split('\n').Select(line => "    " + line));
}
