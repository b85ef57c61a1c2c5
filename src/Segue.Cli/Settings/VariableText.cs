namespace Segue.Cli.Settings;

/// <summary>The value of a placeholder as it goes into the SQL; in segue.json a text, a number or a boolean.</summary>
readonly record struct VariableText(string Text);
