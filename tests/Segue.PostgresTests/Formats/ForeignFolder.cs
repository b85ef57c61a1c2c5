namespace Segue.PostgresTests.Formats;

/// <summary>Lays migrations down as each tool has them.</summary>
sealed class ForeignFolder(string folder, IReadOnlyList<Migration> migrations)
{
    /// <summary>Those whose files are SQL; <c>sqlx-simple</c> is sqlx without ways back.</summary>
    public static TheoryData<string> Formats => ["diesel", "golang-migrate", "goose", "dbmate", "sqlx", "sqlx-simple", "flyway", "ef", "sqitch", "liquibase"];

    /// <summary>What <c>--format</c> takes.</summary>
    public static string NameOf(string format) => format == "sqlx-simple" ? "sqlx" : format;

    /// <summary>It can say how a migration is taken back.</summary>
    public static bool HasWayBack(string format) => format is not ("ef" or "sqlx-simple");

    public static void Write(string format, string folder, IReadOnlyList<Migration> migrations) => new ForeignFolder(folder, migrations).Write(format);

    void Write(string format)
    {
        Action<Migration, int> write = format switch
        {
            "diesel" => Diesel,
            "golang-migrate" => GolangMigrate,
            "goose" => Goose,
            "dbmate" => Dbmate,
            "sqlx" => Sqlx,
            "sqlx-simple" => (migration, number) => File($"{number}_{migration.Name}.sql", migration, Outside("-- no-transaction\n", migration) + Sql(migration.Up)),
            "flyway" => Flyway,
            "sqitch" => Sqitch,
            "liquibase" => Liquibase,
            _ => static (_, _) => { }
            ,
        };
        foreach (var (index, migration) in migrations.Index())
            write(migration, index + 1);
        if (format == "sqitch")
        {
            Text("sqitch.plan", "%syntax-version=1.0.0\n%project=generated\n\n" + string.Concat(migrations.Select(
                (migration, index) => $"{migration.Name} 2026-01-01T10:00:{index:00}Z Ada <ada@example.com> # Adds {migration.Name}.\n")));
        }
        if (format == "ef")
            Text("script.sql", string.Concat(migrations.Select((migration, index) => EntityFramework(migration, index + 1))));
    }

    void Diesel(Migration migration, int number)
    {
        var name = $"2026-01-01-{number:000000}_{migration.Name}";
        File($"{name}/up.sql", migration, Sql(migration.Up));
        File($"{name}/down.sql", migration, Sql(migration.Down));
        if (migration.IsOutside)
            Text($"{name}/metadata.toml", "run_in_transaction = false\n");
    }

    void GolangMigrate(Migration migration, int number)
    {
        File($"{number:000000}_{migration.Name}.up.sql", migration, Sql(migration.Up));
        File($"{number:000000}_{migration.Name}.down.sql", migration, Sql(migration.Down));
    }

    void Goose(Migration migration, int number) => File(
        $"{number:00000}_{migration.Name}.sql", migration,
        $"{Outside("-- +goose NO TRANSACTION\n", migration)}-- +goose Up\n{Marked(migration.Up)}\n-- +goose Down\n{Marked(migration.Down)}");

    void Dbmate(Migration migration, int number) => File(
        $"20260101{number:000000}_{migration.Name}.sql", migration,
        $"-- migrate:up{Outside(" transaction:false", migration)}\n{Sql(migration.Up)}\n-- migrate:down{Outside(" transaction:false", migration)}\n{Sql(migration.Down)}");

    void Sqlx(Migration migration, int number)
    {
        File($"{number}_{migration.Name}.up.sql", migration, Outside("-- no-transaction\n", migration) + Sql(migration.Up));
        File($"{number}_{migration.Name}.down.sql", migration, Outside("-- no-transaction\n", migration) + Sql(migration.Down));
    }

    void Flyway(Migration migration, int number)
    {
        File($"V1_{number}__{migration.Name}.sql", migration, Sql(migration.Up));
        File($"U1.{number}__{migration.Name}.sql", migration, Sql(migration.Down));
        if (migration.IsOutside)
        {
            Text($"V1_{number}__{migration.Name}.sql.conf", "executeInTransaction=false\n");
            Text($"U1.{number}__{migration.Name}.sql.conf", "executeInTransaction=false\n");
        }
    }

    void Sqitch(Migration migration, int number)
    {
        File($"deploy/{migration.Name}.sql", migration, Wrapped(migration.Up));
        File($"revert/{migration.Name}.sql", migration, Wrapped(migration.Down));
        if (number == 1)
            File($"verify/{migration.Name}.sql", migration, "BEGIN;\nSELECT 1 / 1;\nROLLBACK;\n");

        string Wrapped(IReadOnlyList<string> statements) => migration.IsOutside ? Sql(statements) : $"BEGIN;\n\n{Sql(statements)}\nCOMMIT;\n";
    }

    void Liquibase(Migration migration, int number) => File(
        $"{number:000}.sql", migration,
        $"--liquibase formatted sql\n\n--changeset ada:{migration.Name}{Outside(" runInTransaction:false", migration)} endDelimiter:\\n/\n"
        + string.Concat(migration.Up.Select(statement => statement + "\n/\n"))
        + string.Concat(migration.Down.Select(statement => string.Concat((statement + "\n/").Split('\n').Select(line => $"--rollback {line.TrimEnd('\r')}\n")))));

    static string EntityFramework(Migration migration, int number)
    {
        var id = $"20260101{number:000000}_{migration.Name}";
        return migration.Ended("START TRANSACTION;\n\n" + string.Concat(
            migration.Up.Select(statement => statement.Replace(" CONCURRENTLY", "", StringComparison.Ordinal))
                .Append($"INSERT INTO \"__EFMigrationsHistory\" (\"MigrationId\", \"ProductVersion\")\n    VALUES ('{id}', '10.0.0')")
                .Select(statement => $"""
                    DO $EF$
                    BEGIN
                        IF NOT EXISTS(SELECT 1 FROM "__EFMigrationsHistory" WHERE "MigrationId" = '{id}') THEN
                        {statement};
                        END IF;
                    END $EF$;


                    """)) + "COMMIT;\n\n");
    }

    static string Sql(IReadOnlyList<string> statements) => string.Concat(statements.Select(statement => $"-- What it is for.\n{statement};\n"));

    static string Marked(IReadOnlyList<string> statements) => string.Concat(statements.Select(
        statement => statement.Contains('$', StringComparison.Ordinal) ? $"-- +goose StatementBegin\n{statement};\n-- +goose StatementEnd\n" : $"{statement};\n"));

    static string Outside(string word, Migration migration) => migration.IsOutside ? word : "";

    void File(string name, Migration migration, string text) => Text(name, migration.Ended(text));

    void Text(string name, string text)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllText(path, text);
    }
}
