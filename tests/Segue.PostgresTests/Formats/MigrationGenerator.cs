namespace Segue.PostgresTests.Formats;

/// <summary>Migrations of all kinds, the same for the same seed.</summary>
sealed class MigrationGenerator(Random random)
{
    readonly List<string> _tables = [];
    int _number;

    public IReadOnlyList<Migration> Make(int count) => [.. Enumerable.Range(0, count).Select(_ => Next() with { IsFromWindows = random.Next(4) == 0 })];

    Migration Next()
    {
        var number = ++_number;
        return (_tables.Count == 0 ? 0 : random.Next(8)) switch
        {
            0 => Table($"t{number}"),
            1 => new($"column_{number}", [$"ALTER TABLE {Any()} ADD COLUMN c{number} text DEFAULT 'ü; -- no comment'"], [$"ALTER TABLE {Last} DROP COLUMN c{number}"]),
            2 => new($"function_{number}",
                [
                    $"CREATE FUNCTION f{number}(n integer) RETURNS integer LANGUAGE plpgsql AS $body$\nBEGIN\n  -- A comment; with a semicolon.\n"
                    + "  IF n > 0 THEN RETURN n; END IF;\n\n  RETURN length('/* it''s text */');\nEND\n$body$",
                    $"COMMENT ON FUNCTION f{number}(integer) IS 'Says \"n\"; or not.'",
                ],
                [$"DROP FUNCTION f{number}(integer)"]),
            3 => new($"view_{number}", [$"CREATE VIEW v{number} AS\nSELECT id, name /* ; */ FROM {Any()} WHERE name <> ';'"], [$"DROP VIEW v{number}"]),
            4 => new($"trigger_{number}",
                [
                    $"CREATE FUNCTION g{number}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.name := upper(NEW.name); RETURN NEW; END $$",
                    $"CREATE TRIGGER g{number} BEFORE UPDATE ON {Any()} FOR EACH ROW EXECUTE FUNCTION g{number}()",
                ],
                [$"DROP TRIGGER g{number} ON {Last}", $"DROP FUNCTION g{number}()"]),
            5 => new($"rows_{number}",
                [
                    $"INSERT INTO {Any()} (id, name)\nVALUES ({number}, 'it''s; \"Zoë\"'), ({number + 1000}, E'a\\'b;\\n')",
                    $"UPDATE {Last} SET n = n + 1 WHERE id = {number}",
                ],
                [$"DELETE FROM {Last} WHERE id IN ({number}, {number + 1000})"]),
            6 => new($"index_{number}", [$"CREATE INDEX CONCURRENTLY i{number} ON {Any()} (lower(name))"], [$"DROP INDEX CONCURRENTLY i{number}"]) { IsOutside = true },
            _ => new($"check_{number}",
                [$"ALTER TABLE {Any()} ADD CONSTRAINT k{number} CHECK (n >= 0)", $"CREATE INDEX j{number} ON {Last} (n) WHERE name <> 'a;b'"],
                [$"DROP INDEX j{number}", $"ALTER TABLE {Last} DROP CONSTRAINT k{number}"]),
        };
    }

    Migration Table(string name)
    {
        _tables.Add(name);
        return new(
            $"table_{name}",
            [
                $"CREATE TABLE {name} (\n  id integer PRIMARY KEY, -- the key; of course\n  name text NOT NULL DEFAULT 'it''s;',\n  n numeric(12, 2) DEFAULT 0\n)",
                $"COMMENT ON TABLE {name} IS 'Table \"{name}\"; with äöü.'",
            ],
            [$"DROP TABLE {name}"]);
    }

    string Last { get; set; } = "";

    string Any() => Last = _tables[random.Next(_tables.Count)];
}
