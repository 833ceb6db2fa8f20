// `npm start`. Plain JavaScript without packages, and old enough in its words for any Node to read this far.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Foothold needs Node.js 20.19 or newer and this is ${process.version}: install a current one from https://nodejs.org and run npm start again.`,
  )
  process.exit(1)
}

const { giveUp } = await import('./services/sentence.js')
const { start } = await import('./start/start.js')
await start(process.argv.slice(2)).catch(giveUp)
