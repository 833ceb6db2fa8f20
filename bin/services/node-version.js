// Loaded before everything else by each command, and old enough in its words for any Node to read.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Foothold needs Node.js 20.19 or newer and this is ${process.version}: install a current one from https://nodejs.org and run the command again.`,
  )
  process.exit(1)
}
