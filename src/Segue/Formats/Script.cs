using System.Collections.Immutable;
using Segue.Revisions;
using Segue.Sql;

namespace Segue.Formats;

/// <summary>Makes statements of plain SQL that was written for another tool: no directives, no placeholders.</summary>
/// <param name="tool">For messages.</param>
/// <param name="problems">All that is wrong is added here.</param>
sealed class Script(string tool, ICollection<Problem> problems)
{
    /// <summary>The statements of a stretch of a file.</summary>
    /// <param name="source">The file.</param>
    /// <param name="stretch">Of its text; statements do not reach over its ends.</param>
    /// <param name="transaction">What the tool does.</param>
    public ImmutableArray<RevisionStatement> Read(SourceText source, Range stretch, ScriptTransaction transaction)
    {
        var (offset, length) = stretch.GetOffsetAndLength(source.Text.Length);
        return Read(source.Text.Substring(offset, length), start => source.LocationOf(offset + start), transaction);
    }

    /// <summary>The statements of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="locate">The place of one of its characters in a file.</param>
    /// <param name="transaction">What the tool does.</param>
    /// <param name="map">Where placeholders were filled in: the way back to the text as it was written.</param>
    public ImmutableArray<RevisionStatement> Read(string text, Func<int, SourceLocation> locate, ScriptTransaction transaction, SourceMap? map = null)
    {
        var statements = new List<Statement>();
        var expectsRows = false;
        foreach (var piece in StatementSplitter.Split(text))
        {
            if (expectsRows && piece.Kind is PieceKind.Statement or PieceKind.PsqlLine)
                WithoutRows(statements[^1]);
            switch (piece.Kind)
            {
                case PieceKind.Statement:
                    statements.Add(new(piece.ContentIn(text).ToString(), locate(piece.Start)) { Map = map?.Cut(piece.Start, piece.ContentLength) });
                    expectsRows = piece.ReadsRows;
                    break;
                case PieceKind.CopyData:
                    statements[^1] = statements[^1] with { CopyData = piece.ContentIn(text).ToString() };
                    expectsRows = false;
                    break;
                case PieceKind.PsqlLine when PsqlLines.Objection(piece.In(text), locate(piece.Start)) is { } objection:
                    problems.Add(objection with { Remedy = "take the line away" });
                    break;
            }
            if (piece.Unterminated is { } start)
                problems.Add(new("unterminated", "what is quoted, commented out or copied from here never ends") { Location = locate(start) });
        }
        if (expectsRows)
            WithoutRows(statements[^1]);
        return Bind(statements, transaction);
    }

    ImmutableArray<RevisionStatement> Bind(List<Statement> statements, ScriptTransaction transaction)
    {
        if (OwnTransaction.Wraps(statements))
        {
            statements = statements[1..^1];
            transaction = ScriptTransaction.Around;
        }
        foreach (var statement in statements)
            Object(statement);
        var outside = transaction switch
        {
            ScriptTransaction.None => true,
            ScriptTransaction.OneMessage => statements.Count == 1,
            ScriptTransaction.Implied => statements is [var only] && OwnTransaction.MayEnd(only),
            _ => false,
        };
        return
        [
            .. statements.Select(statement => new RevisionStatement(
                statement, outside && statement.CopyData is null ? StatementDirectives.None with { NoTransaction = true } : StatementDirectives.None)),
        ];
    }

    void Object(Statement statement)
    {
        var objections = new List<Problem>();
        StatementObjections.Find(statement, objections);
        foreach (var objection in objections)
        {
            problems.Add(objection with
            {
                Remedy = objection.Code switch
                {
                    "own-transaction" => "one BEGIN before the first statement and one COMMIT after the last are passed over, nothing else can be",
                    "psql-variable" => $"{tool} does not fill it in either",
                    _ => objection.Remedy,
                },
            });
        }
    }

    void WithoutRows(Statement copy) => problems.Add(new("copy-without-rows", "COPY ... FROM STDIN has no rows behind it")
    {
        Location = copy.Location,
        Remedy = @"the rows start on the line after the semicolon and end with a line '\.'",
    });
}
