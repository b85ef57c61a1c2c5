namespace Segue.Revisions;

/// <summary>Two digests of a revision's text, with the id of the rules they were made by.</summary>
/// <param name="Algorithm">Stored beside the digests, so that better rules never invalidate old rows: <c>segue-1</c>.</param>
/// <param name="Text">Over the text normalised for byte order mark, line ends (outside literals and bodies) and trailing blanks; SHA-256, lower-case hex.</param>
/// <param name="Tokens">Over the tokens, comments and white space ignored; SHA-256, lower-case hex. Same tokens, other text: only comments changed.</param>
public sealed record Checksum(string Algorithm, string Text, string Tokens);
