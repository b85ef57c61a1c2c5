namespace Segue.Revisions;

/// <summary>What only psql understands, with what to write instead.</summary>
static class PsqlLines
{
    /// <summary>Null: the line does nothing and is passed over.</summary>
    public static Problem? Objection(ReadOnlySpan<char> line, SourceLocation location)
    {
        var end = line[1..].IndexOfAny(" \t\\");
        var command = (end <= 0 ? line : line[..(end + 1)]).TrimEnd().ToString();
        // pg_dump guards its scripts with these two since the security release of August 2025.
        if (command is @"\restrict" or @"\unrestrict")
            return null;
        return new("psql-command", $"'{command}' is a command to psql, not SQL")
        {
            Location = location,
            Remedy = command switch
            {
                @"\i" or @"\ir" or @"\include" or @"\include_relative" =>
                    "put the statements here, or into a revision of their own that this one revises",
                @"\set" or @"\unset" or @"\getenv" or @"\prompt" => "give a value under 'variables' in segue.json and write ${name}",
                @"\gset" => "use a DO block with a variable, or a temporary table",
                @"\gexec" => "use a DO block with EXECUTE",
                @"\g" or @"\gx" or @"\;" => "end the statement with ;",
                @"\copy" => "use COPY ... FROM STDIN with the rows behind it, or 'segue import'",
                @"\echo" or @"\qecho" or @"\warn" => "use a comment, or RAISE NOTICE in a DO block",
                @"\c" or @"\connect" => "a run works on one database: name it with --connection",
                @"\if" or @"\elif" or @"\else" or @"\endif" => "use a DO block with IF",
                @"\!" => "do it outside the revision",
                @"\timing" or @"\pset" or @"\x" or @"\a" or @"\t" or @"\o" or @"\q" or @"\quit" => "take the line away",
                @"\." => @"only the rows of a COPY ... FROM STDIN end with '\.'",
                _ => "take the line away",
            },
        };
    }
}
