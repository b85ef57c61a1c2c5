using System.Text.Json.Serialization;

namespace Segue.Cli.Settings;

/// <summary>What is allowed where the file of an applied revision was edited.</summary>
[JsonConverter(typeof(KebabCase<EditedRevisions>))]
enum EditedRevisions
{
    Refuse,
    AllowComments,
    Allow,
}
