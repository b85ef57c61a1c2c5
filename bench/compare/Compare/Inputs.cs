using System.Text;

namespace Segue.Compare;

/// <summary>The same migrations in every tool's own form: a table and an index each, and what takes them away again.</summary>
static class Inputs
{
    public const int Count = 1_000;
    public const int Many = 10_000;

    public static void Write(string folder)
    {
        Segue(Path.Combine(folder, "segue-1000"), Count, Up, Down);
        Segue(Path.Combine(folder, "segue-10000"), Many, _ => "SELECT 1;", _ => "SELECT 1;");
        Segue(Path.Combine(folder, "segue-1"), 1, _ => "SELECT 1;", _ => "SELECT 1;");
        Files(Path.Combine(folder, "scripts"), n => ($"V{n:0000}__table_{n:0000}.sql", Up(n) + "\n"));
        Files(Path.Combine(folder, "dbmate"), n => ($"{Stamp(n)}_table_{n:0000}.sql", $"-- migrate:up\n{Up(n)}\n\n-- migrate:down\n{Down(n)}\n"));
        Psql(Path.Combine(folder, "psql.sql"));
        Alembic(Path.Combine(folder, "alembic"));
        Classes(Path.Combine(folder, "generated"));
    }

    static string Table(int n) =>
        $"CREATE TABLE t{n:0000} (id bigint PRIMARY KEY, name text NOT NULL, made_at timestamptz NOT NULL DEFAULT now())";

    static string Index(int n) => $"CREATE INDEX t{n:0000}_name ON t{n:0000} (name)";

    static string Up(int n) => $"{Table(n)};\n{Index(n)};";

    static string Down(int n) => $"DROP TABLE t{n:0000};";

    static long Stamp(int n) => 20260101000000 + n;

    static void Segue(string folder, int count, Func<int, string> up, Func<int, string> down)
    {
        Files(Path.Combine(folder, "versions"), count, n => ($"{Id(n)}.sql", $"""
            -- revision: {Id(n)}
            {(n == 1 ? "" : $"-- revises: {Id(n - 1)}\n")}--
            -- Table {n}.

            -- segue: upgrade
            {up(n)}

            -- segue: downgrade
            {down(n)}

            """));
        File.WriteAllText(Path.Combine(folder, "segue.json"), """{ "project": "compare", "versions": ["versions"] }""" + "\n");

        static string Id(int n) => $"{n:00000}_table_{n:00000}";
    }

    static void Psql(string file)
    {
        var text = new StringBuilder();
        for (var n = 1; n <= Count; n++)
            text.Append("BEGIN;\n").Append(Up(n)).Append("\nCOMMIT;\n");
        File.WriteAllText(file, text.ToString());
    }

    static void Alembic(string folder)
    {
        Files(Path.Combine(folder, "versions"), n => ($"r{n:0000}_table.py", $$""""
            """Table {{n}}."""
            from alembic import op

            revision = "r{{n:0000}}"
            down_revision = {{(n == 1 ? "None" : $"\"r{n - 1:0000}\"")}}
            branch_labels = None
            depends_on = None


            def upgrade():
                op.execute("{{Table(n)}}")
                op.execute("{{Index(n)}}")


            def downgrade():
                op.execute("DROP TABLE t{{n:0000}}")

            """"));
        File.WriteAllText(Path.Combine(folder, "alembic.ini"), "[alembic]\nscript_location = .\n");
        File.WriteAllText(Path.Combine(folder, "env.py"), """
            import os
            from alembic import context
            from sqlalchemy import create_engine, pool

            engine = create_engine(os.environ["DATABASE_URL"], poolclass=pool.NullPool)
            with engine.connect() as connection:
                context.configure(connection=connection, transaction_per_migration=True)
                with context.begin_transaction():
                    context.run_migrations()

            """);
    }

    static void Classes(string folder)
    {
        Directory.CreateDirectory(folder);
        var entity = new StringBuilder("using Microsoft.EntityFrameworkCore.Infrastructure;\nusing Microsoft.EntityFrameworkCore.Migrations;\nusing Segue.Peers;\n\nnamespace EntityMigrations;\n");
        var fluent = new StringBuilder("using FluentMigrator;\n\nnamespace FluentMigrations;\n");
        for (var n = 1; n <= Count; n++)
        {
            entity.Append($$"""

                [DbContext(typeof(PeerContext)), Migration("{{Stamp(n)}}_Table{{n:0000}}")]
                public sealed class Table{{n:0000}} : Migration
                {
                    protected override void Up(MigrationBuilder migrationBuilder)
                    {
                        migrationBuilder.Sql("{{Table(n)}}");
                        migrationBuilder.Sql("{{Index(n)}}");
                    }

                    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("DROP TABLE t{{n:0000}}");
                }

                """);
            fluent.Append($$"""

                [Migration({{Stamp(n)}})]
                public sealed class Table{{n:0000}} : Migration
                {
                    public override void Up()
                    {
                        Execute.Sql("{{Table(n)}}");
                        Execute.Sql("{{Index(n)}}");
                    }

                    public override void Down() => Execute.Sql("DROP TABLE t{{n:0000}}");
                }

                """);
        }
        const string Written = "// <auto-generated/>\n";
        File.WriteAllText(Path.Combine(folder, "Entity.cs"), Written + entity);
        File.WriteAllText(Path.Combine(folder, "Fluent.cs"), Written + fluent);
    }

    static void Files(string folder, Func<int, (string Name, string Text)> file) => Files(folder, Count, file);

    static void Files(string folder, int count, Func<int, (string Name, string Text)> file)
    {
        Directory.CreateDirectory(folder);
        for (var n = 1; n <= count; n++)
        {
            var (name, text) = file(n);
            var path = Path.Combine(folder, name);
            // Untouched where it is the same: an index by size and time stays warm.
            if (!File.Exists(path) || File.ReadAllText(path) != text)
                File.WriteAllText(path, text);
        }
    }
}
