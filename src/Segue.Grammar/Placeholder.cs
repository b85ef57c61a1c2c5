namespace Segue.Grammar;

static class Placeholder;
