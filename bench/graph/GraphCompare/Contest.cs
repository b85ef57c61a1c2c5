namespace Segue.GraphCompare;

/// <summary>The same question to both.</summary>
/// <param name="What">In the table.</param>
/// <param name="Segue">The words for segue.</param>
/// <param name="Project">Alembic's project.</param>
/// <param name="Alembic">The words for Alembic.</param>
/// <param name="IsAnswer">Whether an answer of segue and one of Alembic say the same, as far as can be seen: nobody wins by saying less.</param>
sealed record Contest(string What, string[] Segue, string Project, string[] Alembic, Func<string, string, bool> IsAnswer);
