using Microsoft.EntityFrameworkCore;

namespace Segue.Peers;

public sealed class PeerContext(DbContextOptions<PeerContext> options) : DbContext(options);
