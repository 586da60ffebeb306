/**
 * Loaded into every program a launcher starts. A program lives in a process group of its own; when the launcher is
 * gone without having stopped it (killed, crashed), the channel to it breaks, and the program ends itself as if asked to.
 */
const end = () => process.kill(process.pid, 'SIGTERM');
if (process.connected) process.once('disconnect', end);
else end(); // the launcher was gone before this program had begun
process.channel?.unref();
