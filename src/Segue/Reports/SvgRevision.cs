using Segue.Revisions;

namespace Segue.Reports;

/// <summary>A revision's row in a picture: what is written, and where; in pixels.</summary>
sealed record SvgRevision(
    int Row, int Column, RevisionHeader Revision, double Left, IReadOnlyList<SvgTag> Tags, string Title, double TitleLeft, double End);
