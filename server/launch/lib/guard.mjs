/**
 * Loaded into every program a launcher starts. A program lives in a process group of its own; when the launcher is
 * gone without having stopped it (killed, crashed), the channel to it breaks, and the program ends itself as if asked to.
 */
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
