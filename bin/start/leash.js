// Loaded into each child before its own code: when the supervisor is gone, for whatever reason, the child stops.
// One that has nothing to bring to an end, such as npm or a compiler, stops at once: see project.js.
process.on('disconnect', () => {
  if (import.meta.url.endsWith('?at-once')) process.exit(1)
  process.kill(process.pid, 'SIGTERM')
  setTimeout(() => process.exit(1), 8000).unref()
})
// Listening must not keep a child alive that has nothing else to do.
process.channel?.unref()
