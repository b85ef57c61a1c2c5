using Segue.Sql;

namespace Segue.Running;

/// <summary>
/// Turns a verify query into a statement that the server itself fails when the query finds something, so that the COMMIT behind it
/// can travel in the same pipeline. The rows are in the error's DETAIL as a JSON array, ten at most.
/// </summary>
static class VerifyStatement
{
    /// <summary>SQLSTATE of a failed verification; class SG is no class of PostgreSQL's (manual, Appendix A).</summary>
    public const string SqlState = "SGV01";

    // With the asterisk it is the row, even if a column has the same name.
    const string Prefix = "SELECT json_agg(row_to_json(segue_row.*)), count(*) FROM (SELECT * FROM (";

    /// <summary>How many rows an error shows.</summary>
    public const int ShownRows = 10;

    /// <summary>Characters before the user's query in the statement that the server executes, for mapping an error's position back.</summary>
    public static int QueryOffset => Prefix.Length;

    /// <summary>As it is sent.</summary>
    public static string Of(Statement query)
    {
        var tag = "$segue$";
        for (var n = 1; query.Text.Contains(tag, StringComparison.Ordinal); n++)
            tag = $"$segue{n}$";
        var body = tag.Replace("segue", "segue_body", StringComparison.Ordinal);
        // EXECUTE keeps the query's names apart from the block's own. A single boolean true is agreement, any other row is a finding.
        return $"""
            DO {body}
            DECLARE segue_rows json; segue_count bigint;
            BEGIN
            EXECUTE {tag}{Prefix}{query.Text}
            ) segue_query LIMIT {ShownRows + 1}) segue_row{tag} INTO segue_rows, segue_count;
            IF segue_count > 0 AND NOT (segue_count = 1
              AND (SELECT count(*) = 1 AND bool_and(value::text = 'true') FROM json_each(segue_rows -> 0))) THEN
              RAISE EXCEPTION USING ERRCODE = '{SqlState}', MESSAGE = 'verify found ' ||
                CASE WHEN segue_count > {ShownRows} THEN 'more than {ShownRows} rows' WHEN segue_count = 1 THEN 'a row' ELSE segue_count || ' rows' END,
                DETAIL = segue_rows::text;
            END IF;
            END {body}
            """;
    }
}
