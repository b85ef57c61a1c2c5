using System.Text;

namespace Segue.Authoring;

/// <summary>Changes several files, all of them or none.</summary>
static class FileEdits
{
    /// <summary>Writes everything beside its place first; then old files step aside and new ones into their places. What fails on the way is undone.</summary>
    public static async Task ApplyAsync(IReadOnlyList<FileEdit> edits, CancellationToken cancellationToken)
    {
        var moves = edits.Select(edit => new Move(edit)).ToList();
        try
        {
            foreach (var move in moves)
                await move.WriteAsync(cancellationToken).ConfigureAwait(false);
            // From here on it is quick, and not stopped any more.
            foreach (var move in moves)
                move.StepAside();
            foreach (var move in moves)
                move.StepIn();
        }
        catch
        {
            // All new ones first: one may stand where another's old one belongs.
            foreach (var move in moves)
                move.StepOut();
            foreach (var move in moves)
                move.StepBack();
            throw;
        }
        foreach (var move in moves)
            move.Forget();
    }

    sealed class Move
    {
        readonly string _old;
        readonly string _new;
        readonly string _aside;
        readonly string _prepared;
        readonly string _text;
        bool _isAside;
        bool _isIn;

        public Move(FileEdit edit)
        {
            // A link stays one: what changes is the file it leads to.
            _old = File.ResolveLinkTarget(edit.Path, returnFinalTarget: true)?.FullName ?? edit.Path;
            _new = edit.NewPath == edit.Path ? _old : edit.NewPath;
            _text = edit.Text;
            // Hidden, so that nobody takes them for revisions.
            var beside = Path.Combine(Path.GetDirectoryName(_old)!, $".{Path.GetFileName(_old)}.{Path.GetRandomFileName()}");
            (_aside, _prepared) = (beside + ".old", beside + ".new");
        }

        public async Task WriteAsync(CancellationToken cancellationToken)
        {
            await File.WriteAllBytesAsync(_prepared, Encoding.UTF8.GetBytes(_text), cancellationToken).ConfigureAwait(false);
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(_prepared, File.GetUnixFileMode(_old));
        }

        public void StepAside()
        {
            File.Move(_old, _aside);
            _isAside = true;
        }

        public void StepIn()
        {
            File.Move(_prepared, _new);
            _isIn = true;
        }

        public void StepOut()
        {
            File.Delete(_isIn ? _new : _prepared);
        }

        public void StepBack()
        {
            if (_isAside)
                File.Move(_aside, _old);
        }

        public void Forget() => File.Delete(_aside);
    }
}
