namespace Segue.Embedded;

static class Placeholder;
