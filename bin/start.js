// `npm start`. Plain JavaScript without packages; what a Node too old can't read is loaded after its version is known.
import './services/node-version.js'

void Promise.all([import('./start/start.js'), import('./services/sentence.js')]).then(
  ([{ start }, { giveUp }]) => start(process.argv.slice(2)).catch(giveUp),
)
