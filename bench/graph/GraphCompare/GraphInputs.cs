namespace Segue.GraphCompare;

/// <summary>The same graph as Segue's files and as an Alembic project: a table and an index in each revision, and what takes them away again.</summary>
static class GraphInputs
{
    public static void Write(string folder, IReadOnlyList<Node> nodes)
    {
        Segue(Path.Combine(folder, "segue"), nodes);
        Alembic(Path.Combine(folder, "alembic"), nodes, WithSql);
        Alembic(Path.Combine(folder, "alembic-operations"), nodes, WithOperations);
    }

    static string Table(Node node) => $"CREATE TABLE {node.Id} (id bigint PRIMARY KEY, name text NOT NULL, made_at timestamptz NOT NULL DEFAULT now())";

    static string Index(Node node) => $"CREATE INDEX {node.Id}_name ON {node.Id} (name)";

    static void Segue(string folder, IReadOnlyList<Node> nodes)
    {
        foreach (var node in nodes)
        {
            var revises = node.Parents.Count == 0 ? "" : $"-- revises: {string.Join(", ", node.Parents.Select(Node.IdOf))}\n";
            var dependsOn = node.DependsOn is { } other ? $"-- depends-on: {Node.IdOf(other)}\n" : "";
            Put(Path.Combine(folder, "versions", $"{node.Id}_table.sql"), $"""
                -- revision: {node.Id}
                {revises}{dependsOn}--
                -- Table {node.Number}.

                -- segue: upgrade
                {Table(node)};
                {Index(node)};

                -- segue: downgrade
                DROP TABLE {node.Id};

                """);
        }
        Put(Path.Combine(folder, "segue.json"), """{ "project": "compare", "versions": ["versions"] }""" + "\n");
    }

    /// <summary>The least work for Alembic: text that it passes on.</summary>
    static string WithSql(Node node) => $"""
        from alembic import op


        def upgrade():
            op.execute("{Table(node)}")
            op.execute("{Index(node)}")


        def downgrade():
            op.execute("DROP TABLE {node.Id}")
        """;

    /// <summary>As its own autogenerate writes them.</summary>
    static string WithOperations(Node node) => $"""
        import sqlalchemy as sa
        from alembic import op


        def upgrade():
            op.create_table(
                "{node.Id}",
                sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
                sa.Column("name", sa.Text(), nullable=False),
                sa.Column("made_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
                sa.PrimaryKeyConstraint("id"),
            )
            op.create_index("{node.Id}_name", "{node.Id}", ["name"])


        def downgrade():
            op.drop_table("{node.Id}")
        """;

    static void Alembic(string folder, IReadOnlyList<Node> nodes, Func<Node, string> body)
    {
        foreach (var node in nodes)
        {
            Put(Path.Combine(folder, "versions", $"{node.Id}_table.py"), $$""""
                """Table {{node.Number}}."""
                revision = "{{node.Id}}"
                down_revision = {{Python(node.Parents)}}
                branch_labels = None
                depends_on = {{Python(node.DependsOn is { } other ? [other] : [])}}

                {{body(node)}}

                """");
        }
        Put(Path.Combine(folder, "alembic.ini"), "[alembic]\nscript_location = .\n");
        Put(Path.Combine(folder, "env.py"), """
            from alembic import context

            context.configure(dialect_name="postgresql", transaction_per_migration=True)
            with context.begin_transaction():
                context.run_migrations()

            """);
    }

    static string Python(IReadOnlyList<int> numbers) => numbers.Count switch
    {
        0 => "None",
        1 => $"\"{Node.IdOf(numbers[0])}\"",
        _ => $"({string.Join(", ", numbers.Select(number => $"\"{Node.IdOf(number)}\""))})",
    };

    static void Put(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // Untouched where it is the same: what is cached by size and time stays warm, for both.
        if (!File.Exists(path) || File.ReadAllText(path) != text)
            File.WriteAllText(path, text);
    }
}
