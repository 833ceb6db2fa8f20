// Loaded into each child before its own code: when the supervisor is gone, for whatever reason, the child stops.
process.on('disconnect', () => {
  process.kill(process.pid, 'SIGTERM')
  setTimeout(() => process.exit(1), 8000).unref()
})
// Listening must not keep a child alive that has nothing else to do.
process.channel?.unref()
