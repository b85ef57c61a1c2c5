using Segue.Sql;

namespace Segue.Revisions;

/// <summary>Reads the statements of a revision file into its sections.</summary>
public sealed class BodyReader
{
    readonly SourceText _source;
    readonly IReadOnlyDictionary<string, string> _variables;
    readonly ICollection<Problem> _problems;
    readonly IReadOnlyList<Piece> _pieces;
    readonly List<(Directive Directive, SourceLocation Location)> _pending = [];
    readonly List<RevisionStatement>[] _statements = [[], [], [], []];
    readonly List<RevisionSection> _sections = [];
    readonly bool _hasSections;
    readonly bool _isVerbatim;
    RevisionSection? _section;
    string? _irreversible;
    string? _toMark;
    SourceLocation? _irreversibleAt;

    BodyReader(SourceText source, IReadOnlyList<Piece> pieces, IReadOnlyDictionary<string, string> variables, ICollection<Problem> problems)
    {
        _source = source;
        _variables = variables;
        _problems = problems;
        _pieces = pieces;
        foreach (var directive in _pieces.Where(piece => piece.Kind == PieceKind.Gap).SelectMany(piece => Directive.In(source.Text, piece)))
        {
            _hasSections |= DirectiveWords.Section(directive) is not null;
            _isVerbatim |= directive.Word == DirectiveWords.Verbatim;
        }
    }

    /// <summary>Reads the whole file, header included.</summary>
    /// <param name="source">The file.</param>
    /// <param name="variables">Values of the placeholders.</param>
    /// <param name="problems">All that is wrong is added here; what is returned is then only good for showing.</param>
    public static RevisionBody Read(SourceText source, IReadOnlyDictionary<string, string> variables, ICollection<Problem> problems) =>
        Read(source, StatementSplitter.Split(source.Text), variables, problems);

    internal static RevisionBody Read(
        SourceText source, IReadOnlyList<Piece> pieces, IReadOnlyDictionary<string, string> variables, ICollection<Problem> problems) =>
        new BodyReader(source, pieces, variables, problems).Read();

    RevisionBody Read()
    {
        if (!_hasSections)
            Open(RevisionSection.Upgrade);
        for (var at = 0; at < _pieces.Count; at++)
        {
            var piece = _pieces[at];
            foreach (var directive in Directive.MisplacedIn(_source.Text, piece))
                Misplaced(directive, piece);
            switch (piece.Kind)
            {
                case PieceKind.Gap:
                    foreach (var directive in Directive.In(_source.Text, piece))
                        Take(directive);
                    break;
                case PieceKind.Statement:
                    Take(piece, piece.ReadsRows ? _pieces.Skip(at + 1).FirstOrDefault(next => next.Kind != PieceKind.Gap) : default);
                    break;
                case PieceKind.PsqlLine when PsqlLines.Objection(piece.In(_source.Text), _source.LocationOf(piece.Start)) is { } objection:
                    _problems.Add(objection);
                    break;
            }
            if (piece.Unterminated is { } start)
                Unterminated(piece.Kind, start);
        }
        RefusePending();
        return new()
        {
            Upgrade = [.. _statements[(int)RevisionSection.Upgrade]],
            Downgrade = [.. _statements[(int)RevisionSection.Downgrade]],
            Verify = [.. _statements[(int)RevisionSection.Verify]],
            Run = [.. _statements[(int)RevisionSection.Run]],
            Sections = [.. _sections],
            Irreversible = _irreversible,
            ToMark = _toMark,
            IsVerbatim = _isVerbatim,
        };
    }

    void Take(Directive directive)
    {
        var location = _source.LocationOf(directive.Start);
        if (DirectiveWords.Objection(directive, location) is { } objection)
        {
            _problems.Add(objection);
        }
        else if (DirectiveWords.Section(directive) is { } section)
        {
            RefusePending();
            if (_sections.Contains(section))
                _problems.Add(new("repeated-section", $"the section '{directive.Word}' begins a second time") { Location = location });
            else if (_sections.Exists(earlier => earlier > section))
                _problems.Add(new("misordered-section", $"the section '{directive.Word}' comes too late")
                {
                    Location = location,
                    Remedy = "the order is upgrade, downgrade, verify, run",
                });
            Open(section);
        }
        else if (directive.Word == DirectiveWords.Irreversible)
        {
            if (_section != RevisionSection.Downgrade || _irreversible is not null || _statements[(int)RevisionSection.Downgrade].Count > 0)
            {
                _problems.Add(new("misplaced-directive", "'irreversible' stands alone in the section 'downgrade', instead of statements")
                {
                    Location = location,
                });
            }
            (_irreversible, _irreversibleAt) = (DirectiveWords.Because(directive.Argument).Reason, location);
        }
        else if (directive.Word == DirectiveWords.ToMark)
        {
            if (_section != RevisionSection.Run || _toMark is not null || _statements[(int)RevisionSection.Run].Count > 0)
            {
                _problems.Add(new("misplaced-directive", "'to-mark' stands alone in the section 'run', instead of statements")
                {
                    Location = location,
                });
            }
            _toMark = directive.Argument;
        }
        else if (DirectiveWords.BindsToStatement(directive))
        {
            if (directive.Word != "allow" && _pending.Exists(earlier => earlier.Directive.Word == directive.Word))
                _problems.Add(new("repeated-directive", $"'{directive.Word}' is said twice of one statement") { Location = location });
            _pending.Add((directive, location));
        }
    }

    void Take(Piece piece, Piece next)
    {
        var statement = new Statement(piece.ContentIn(_source.Text).ToString(), _source.LocationOf(piece.Start)) { Indent = _source.Indent };
        StatementObjections.Find(statement, _problems);
        if (!_isVerbatim)
            statement = Placeholders.Fill(statement, _variables, _problems);
        if (piece.ReadsRows)
        {
            if (next.Kind == PieceKind.CopyData)
                statement = statement with { CopyData = next.ContentIn(_source.Text).ToString() };
            else
                _problems.Add(new("copy-without-rows", "COPY ... FROM STDIN has no rows behind it")
                {
                    Location = statement.Location,
                    Remedy = @"the rows start on the line after the semicolon and end with a line '\.'",
                });
        }
        if (piece.ReadsRows && _pending.Exists(pending => pending.Directive.Word == "no-transaction"))
            _problems.Add(new("misplaced-directive", "COPY ... FROM STDIN runs in a transaction") { Location = statement.Location, Remedy = "take 'no-transaction' away" });
        if (_section is { } section)
        {
            _statements[(int)section].Add(new(statement, DirectiveWords.Bind(_pending)));
            if (section == RevisionSection.Downgrade && _irreversibleAt is { } location && _statements[(int)section].Count == 1)
            {
                _problems.Add(new("statement-in-irreversible", $"the downgrade is irreversible ({location}) and yet has statements")
                {
                    Location = statement.Location,
                });
            }
        }
        else
        {
            _problems.Add(new("statement-before-section", "a statement before the first section")
            {
                Location = statement.Location,
                Remedy = "write '-- segue: upgrade' on a line before it",
            });
        }
        _pending.Clear();
    }

    void Open(RevisionSection section)
    {
        _section = section;
        if (!_sections.Contains(section))
            _sections.Add(section);
    }

    void RefusePending()
    {
        foreach (var (directive, location) in _pending)
        {
            _problems.Add(new("unbound-directive", $"'{directive.Word}' binds to the next statement, and there is none")
            {
                Location = location,
            });
        }
        _pending.Clear();
    }

    void Misplaced(Directive directive, Piece piece) => _problems.Add(
        new("misplaced-directive", $"'segue: {directive.Word}' does not count here: "
            + (piece.Kind == PieceKind.Statement ? "it stands inside a statement" : "a directive stands on a line of its own"))
        {
            Location = _source.LocationOf(directive.Start),
            Remedy = piece.Kind == PieceKind.Statement ? "is the semicolon before it missing?" : null,
        });

    void Unterminated(PieceKind kind, int start) => _problems.Add(
        new("unterminated", kind switch
        {
            PieceKind.CopyData => @"the rows of COPY never end: a line '\.' is missing",
            PieceKind.Gap => "the comment that begins here never ends",
            _ => "the quote or comment that begins here never ends",
        })
        {
            Location = _source.LocationOf(start),
        });
}
